"""Send from the page by running ``inbox send`` itself: the same guards, words and exit codes."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from inbox_toolkit.errors import ToolkitError, UsageError
from inbox_toolkit.preview.views.overview import SendCapability
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.project.config import Config

MARKS = {"✓": "done", "✗": "failed", "·": "note"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of what ``inbox send`` said: ``done``, ``failed``, ``note``; ``end`` is its code."""

    state: str
    text: str


def send_offer(config: Config, environ: Mapping[str, str], *, loopback: bool) -> SendCapability:
    """Say whether a test can be sent from here: there must be a key, and somebody to send to."""
    recipients = [*config.send.recipients, *(["me"] if environ.get("CIO_ME") else [])]
    recipients = list(dict.fromkeys(recipients))
    if not loopback:
        return SendCapability(
            why="Sending is off, because this page can be reached from elsewhere."
        )
    if not has_key(environ):
        return SendCapability(why="There is no key to send with: inbox doctor says what to set.")
    if not recipients:
        return SendCapability(
            why="Nobody may get a test: list people in inbox.toml, [send] recipients."
        )
    return SendCapability(ready=True, why="", recipients=tuple(recipients))


def has_key(environ: Mapping[str, str]) -> bool:
    """Tell whether ``inbox send`` would find a key, without keeping it."""
    from inbox_toolkit.project.credentials import find_credentials
    from inbox_toolkit.project.user_config import read_user_config, user_config_path

    try:
        config = read_user_config(user_config_path(environ))
        return find_credentials(environ, config) is not None
    except ToolkitError:  # `inbox send` says it better, when it is asked
        return False


def check_wish(to: str, offer: SendCapability) -> None:
    """Raise UsageError where sending is off or the recipient is not one that was offered."""
    if not offer.ready:
        raise UsageError("sending is off", help=offer.why)
    if to not in offer.recipients:
        raise UsageError(f"{to!r} is not on the list", help="choose one of the page's own")


def send(words: list[str]) -> Iterator[Step]:
    """Run ``inbox send`` and yield what it says, line by line; its exit code is the last word."""
    with subprocess.Popen(  # noqa: S603 - our own command line, every word checked or named
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if line.strip():
                yield step_of(line)
    yield Step("end", str(process.returncode))


def command(root: Path, wanted: Selection, to: str) -> list[str]:
    """Return the command line; the click on the page is the answer to its question."""
    words = [
        sys.executable,
        "-m",
        "inbox_toolkit",
        "send",
        "--to",
        to,
        "--yes",
        "--project",
        str(root),
    ]
    for option, value in (("--data", wanted.data), ("--profile", wanted.profile)):
        words += [option, value] if value else []
    if wanted.language:
        words += ["--language", wanted.language]
    for change in wanted.changes:
        words += ["--set", change]
    return [*words, "--", wanted.template]


def step_of(line: str) -> Step:
    """Read a line: its mark tells how it went."""
    text = line.strip()
    if text.startswith("error:"):
        return Step("failed", text.removeprefix("error:").strip())
    mark = MARKS.get(text[:1])
    return Step(mark, text[1:].strip()) if mark else Step("note", text)
