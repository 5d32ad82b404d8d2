"""The Pythons of this machine, and empty virtual environments of each."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

SURROUNDINGS = dict(os.environ)
"""The environment as it was before any test cleaned it: pip's settings may be in it."""


def find_python(version: str) -> str | None:
    """Return an interpreter of a version such as ``3.12`` that really starts, or None."""
    return next((path for path in _candidates(version) if _starts(path, version)), None)


def _candidates(version: str) -> Iterator[str]:
    yield sys.executable
    found = shutil.which(f"python{version}")
    if found:
        yield found
    home = Path(SURROUNDINGS.get("PYENV_ROOT") or Path(SURROUNDINGS.get("HOME", "~")) / ".pyenv")
    for path in sorted(home.glob(f"versions/{version}*/bin/python"), reverse=True):
        yield str(path)


def _starts(path: str, version: str) -> bool:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def empty_environment(python: str, folder: Path) -> Path:
    """Make a virtual environment and return the folder of its programs."""
    ran([python, "-m", "venv", str(folder)], cwd=folder.parent)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def ran(command: list[str], *, cwd: Path, environment: Mapping[str, str] = SURROUNDINGS) -> str:
    """Run a program that has to succeed, and return what it prints; its errors are the message."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**environment, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def cut_off() -> list[str]:
    """Return the words before a command that take its network away; none where that cannot be."""
    words = ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare"):
        return []
    possible = subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    return words if possible else []
