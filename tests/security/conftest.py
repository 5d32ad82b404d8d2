"""Run a command in a hostile place: it has to end, and soon."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Protocol

import pytest

from tests.support.commands import CommandResult, invoke

SECONDS = 60


class Run(Protocol):
    """Runs a command line in a folder."""

    def __call__(self, folder: Path, *args: str) -> CommandResult: ...


class HungError(BaseException):
    """Raised in whatever does not end: no command catches it."""


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """End a test that hangs, wherever it does."""

    def hung(_: int, __: FrameType | None) -> None:
        raise HungError

    before = signal.signal(signal.SIGALRM, hung)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., CommandResult]:
    """The ``inbox`` command with a home of its own, which no test can see into."""
    monkeypatch.setenv("HOME", str(tmp_path / "own-home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own-cache"))

    def command(folder: Path, *args: str) -> CommandResult:
        done = invoke(capsys, folder, *args)
        assert done.code != 70, done.err
        return done

    return command
