"""Sandboxes that are killed: a process that starts one after another, and the tests' end of it.

    python -m tests.support.sandbox_spawner FOLDER

It reads a line for each thing to do: a journal's path starts a sandbox on it in a child of its
own, and answers ``pid N`` and, once that listens, ``port PID N``; ``wait`` answers ``gone`` when
the last child is dead. A child is a fork, so that what costs is the killing, not the starting.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class SandboxSpawner:
    """The tests' end: starts a sandbox, and kills it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._pid = 0

    def start(self, journal: Path) -> None:
        """Start a sandbox; it need not listen yet when this returns."""
        self._pid = int(self._ask(str(journal), "pid"))

    def port(self) -> int:
        """Wait until the sandbox listens."""
        return int(self._hear(f"port {self._pid}"))

    def kill(self) -> None:
        """Kill it at once, and wait until it is dead."""
        os.kill(self._pid, signal.SIGKILL)
        self._ask("wait", "gone")

    def _ask(self, line: str, answer: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._hear(answer)

    def _hear(self, wanted: str) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(wanted):
                return line.removeprefix(wanted).strip()
        raise AssertionError("the process that starts sandboxes has ended")


@contextmanager
def sandbox_spawner(folder: Path) -> Iterator[SandboxSpawner]:
    """Have sandboxes of a project's folder started and killed for the length of the block."""
    command = [sys.executable, "-m", "tests.support.sandbox_spawner", str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield SandboxSpawner(process)


def serve(folder: Path, journal: Path) -> None:
    """Serve until killed."""
    from inbox_toolkit.sandbox.server import Sandbox, SandboxOptions
    from inbox_toolkit.sandbox.service import Setup

    from tests.support.sandbox_server import QUICK

    sandbox = Sandbox(folder, SandboxOptions(port=0, setup=Setup(db=journal, options=QUICK)))
    _tell(f"port {os.getpid()} {sandbox.port}")
    sandbox.serve()


def warm(folder: Path) -> None:
    """Import and compile once what every child needs."""
    from tests.support.sandbox_server import serve_sandbox

    with serve_sandbox(folder) as sandbox:
        sandbox.delivered()


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # in one piece: parent and child share the pipe


def _start_many(folder: Path) -> None:
    warm(folder)
    child = 0
    for line in sys.stdin:
        if line == "wait\n":
            os.waitpid(child, 0)
            _tell("gone")
            continue
        child = os.fork()
        if child == 0:
            _tell(f"pid {os.getpid()}")  # by the child, so that it comes before its port
            serve(folder, Path(line.strip()))
            os._exit(0)


if __name__ == "__main__":
    _start_many(Path(sys.argv[1]))
