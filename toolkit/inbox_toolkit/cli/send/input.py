"""What ``inbox send`` takes from a terminal and a pipe: a yes, and message data."""

import sys

import click

from inbox_toolkit.cli.console import is_interactive
from inbox_toolkit.errors import ProjectError, RefusedError, UsageError
from inbox_toolkit.project.files import MAX_FILE_BYTES
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.source import Source

STDIN = "-"


def confirm(count: int, *, yes: bool) -> None:
    """Ask on a terminal; without one only ``--yes`` lets a message go. Raises RefusedError."""
    if yes:
        return
    if not is_interactive():
        raise RefusedError(
            "not sent: there is no terminal to ask on", help="add --yes to send without a question"
        )
    if not click.confirm("Send it?" if count == 1 else f"Send {count} messages?", err=True):
        raise RefusedError("not sent", help="nothing left this machine")


def confirm_again(count: int, *, yes: bool) -> None:
    """Ask before sending again what may have been sent. Raises RefusedError."""
    if yes:
        return
    messages = "1 message" if count == 1 else f"{count} messages"
    if not is_interactive():
        raise RefusedError(
            f"not sent: {messages} may have been sent already, and there is no terminal to ask on",
            help="look in Customer.io first; --yes sends them again without a question",
        )
    if not click.confirm(f"{messages} may have been sent already. Send again?", err=True):
        raise RefusedError("not sent", help="nothing left this machine")


def read_stdin() -> Fixture:
    """Return the JSON object on stdin as message data; raises UsageError or ProjectError."""
    content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise UsageError(
            "the message data on stdin is larger than 2,048 KB", help="make it smaller"
        )
    try:
        source = Source("stdin", content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"stdin is not UTF-8: offset {error.start}", help="send UTF-8 to --data -"
        ) from None
    reading = read_json(source.text)
    for problem in reading.problems:
        at = source.position(problem.span.start)
        raise ProjectError(f"stdin:{at.line}:{at.column}: {problem.message}", help=problem.help)
    data = reading.root.plain() if reading.root else None
    if not isinstance(data, dict):
        raise ProjectError("stdin holds no JSON object", help='pipe {"name": value, …} to --data -')
    return Fixture("stdin", source, data)
