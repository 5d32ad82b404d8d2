"""The vendor's npm clients: installed once from the lock file, run with Node."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

PEERS = Path(__file__).resolve().parents[1] / "peers"
MODULES = PEERS / "node_modules"
MARK = MODULES / ".installed-lock"
SECONDS = 300


def installed() -> Path:
    """Install the peers unless the lock file's very versions are there; return their folder.

    Parallel test processes may meet here: each makes a folder of its own and moves it in place.
    """
    lock = (PEERS / "package-lock.json").read_text()
    if MARK.is_file() and MARK.read_text() == lock:
        return MODULES
    scratch = PEERS / "build" / str(os.getpid())
    scratch.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PEERS / name, scratch / name)
    command = [tool("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=scratch, check=True, timeout=SECONDS, env=surroundings())
    made = scratch / "node_modules"
    (made / MARK.name).write_text(lock)
    if not (MARK.is_file() and MARK.read_text() == lock):
        shutil.rmtree(MODULES, ignore_errors=True)
        made.rename(MODULES)
    shutil.rmtree(scratch)
    return MODULES


def tool(name: str) -> str:
    """Return Node or npm: of the PATH, else of the development group's own."""
    found = shutil.which(name, path=surroundings()["PATH"])
    assert found, f"{name} is not there: run make test, which installs it"
    return found


def surroundings() -> dict[str, str]:
    beside = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", ""), beside])}


def node(script: str, *arguments: str) -> Any:
    """Run a script of the peers' folder; return the JSON it prints."""
    installed()
    run = subprocess.run(
        [tool("node"), script, *arguments],
        cwd=PEERS,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=surroundings(),
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder's files on a free port, as a site of one's own would."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
