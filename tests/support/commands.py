"""Run the ``inbox`` command line in this process, as its entry point does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from inbox_toolkit.cli.error_boundary import run_command
from inbox_toolkit.cli.main import inbox


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str


def invoke(capsys: pytest.CaptureFixture[str], folder: Path, *args: str) -> CommandResult:
    """Run a command in a folder; never raises, as the real one never does."""
    with working_directory(folder):
        code = run_command(inbox, list(args))
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return CommandResult(code, out, err)


@contextmanager
def working_directory(folder: Path) -> Iterator[None]:
    """Make a folder the current one for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
