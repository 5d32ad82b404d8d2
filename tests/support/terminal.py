"""Run the real command line on a real (pseudo) terminal, as a person would."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Terminal:
    """A program with a person in front of it: wait for words, type, see how it leaves."""

    def __init__(self, process: "subprocess.Popen[bytes]", handle: int) -> None:
        self.process = process
        self.shown = ""
        self._handle = handle

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Read until the words are shown; fails with what was shown instead."""
        deadline = time.monotonic() + seconds
        while words not in self.shown:
            assert time.monotonic() < deadline, f"no {words!r} in: {self.shown}"
            assert self._read(), f"it ended without {words!r}: {self.shown}"

    def type(self, keys: str) -> None:
        os.write(self._handle, keys.encode())

    def interrupt(self, presses: int = 8) -> int:
        """Press Ctrl-C, again if need be, and return the exit code.

        A signal that comes while readline sets itself up waits there for the next key.
        """
        while self.process.poll() is None and presses:
            self.type("\x03")
            presses -= 1
            pause = time.monotonic() + 3
            while self._read() and time.monotonic() < pause:
                pass
        return self.process.wait(3)

    def leave(self, seconds: float = 20) -> int:
        """Read to the end and return the exit code."""
        deadline = time.monotonic() + seconds
        while self._read() and time.monotonic() < deadline:
            pass
        return self.process.wait(seconds)

    def _read(self) -> bool:
        if not select.select([self._handle], [], [], 0.2)[0]:
            return self.process.poll() is None
        try:
            data = os.read(self._handle, 65536)
        except OSError:  # Linux says so when the other side is closed
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


@contextmanager
def on_terminal(folder: Path, environ: Mapping[str, str], *args: str) -> Iterator[Terminal]:
    """Start ``inbox`` in a folder on a terminal of its own; ended with the block."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "inbox_toolkit", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", **environ},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_take_terminal,
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            os.close(ours)


def _take_terminal() -> None:
    """Make stdin the controlling terminal, so that Ctrl-C arrives as the signal it is.

    A shell that starts the tests in the background has them, and their children, ignore it.
    """
    import fcntl
    import signal
    import termios

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
