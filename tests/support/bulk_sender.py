"""Bulk sends that are killed: a process that starts one after another, and the tests' end of it.

    python -m tests.support.bulk_sender

For each line ``RUN URL LOG`` it forks a child that sends the messages of that run, and answers
``pid N``, then ``exit CODE`` once the child has ended. A fork starts in milliseconds, so that what
costs is the killing.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from inbox_toolkit.appapi.bulk_send import Message, send_all
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.recipients import Recipient
from inbox_toolkit.appapi.retry import RetryPolicy
from inbox_toolkit.appapi.send_log import SendLog, SendState
from inbox_toolkit.appapi.send_request import SendRequest
from inbox_toolkit.project.credentials import Credentials

ROOT = Path(__file__).resolve().parents[2]
MESSAGES_PER_RUN = 10
FINISHED, UNFINISHED = 7, 8
"""Exit codes of a run that was not killed: nothing is left to try; a message was refused."""


class BulkSender:
    """The tests' end: starts a run, and may kill it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, run: int, url: str, log: Path) -> int:
        """Start a run; return its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{run} {url} {log}\n")
        self._process.stdin.flush()
        return self._read("pid")

    def exit_code(self) -> int:
        """Wait until the run has ended; return its exit code, negative for a signal."""
        return self._read("exit")

    def kill(self, pid: int) -> None:
        """Kill a run that may have ended."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def _read(self, wanted: str) -> int:
        assert self._process.stdout is not None
        name, number = self._process.stdout.readline().split()
        assert name == wanted
        return int(number)


@contextmanager
def bulk_sender() -> Iterator[BulkSender]:
    """Have runs started for the length of the block."""
    command = [sys.executable, "-m", "tests.support.bulk_sender"]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield BulkSender(process)
        assert process.stdin is not None
        process.stdin.close()


def messages_of(run: int) -> list[Message]:
    """Return the messages of a run; each has a recipient of its own."""
    requests = [
        SendRequest("t", Recipient("id", f"{run}-{number}"), {"n": number})
        for number in range(MESSAGES_PER_RUN)
    ]
    return [Message(one.recipient.value, one) for one in requests]


def send_run(run: int, url: str, log: Path) -> int:
    """Send the messages of a run as ``inbox send`` does; return the exit code."""
    endpoint = find_endpoint({"CIO_API_URL": url})
    policy = RetryPolicy(first_wait=0.001)
    with (
        AppApi(Credentials("k", None, "test"), endpoint, policy=policy) as api,
        SendLog(log) as send_log,
    ):
        results = send_all(messages_of(run), endpoint, send_log, api.send)
    decided = {SendState.ACCEPTED, SendState.UNKNOWN}
    return FINISHED if all(one.state in decided for one in results) else UNFINISHED


def _start_many() -> None:
    for line in sys.stdin:
        run, url, log = line.split()
        child = os.fork()
        if child == 0:
            os._exit(send_run(int(run), url, Path(log)))
        os.write(1, f"pid {child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"exit {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    _start_many()
