"""The two streams: results on stdout, everything else on stderr, each in color where it may be."""

import json
import os
import re
import sys
from typing import TextIO

import click

from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable, presentable_json, presentable_lines

_STYLE = re.compile(r"(\x1b\[[0-9;]*m)")
"""The codes of colors, which ``click.style`` writes."""


def echo(text: str, *, newline: bool = True) -> None:
    """Print a result to stdout."""
    click.echo(text, nl=newline, color=use_color(sys.stdout))


def echo_json(value: object) -> None:
    """Print a value to stdout as JSON, in which nothing acts on a terminal."""
    echo(presentable_json(json.dumps(value, indent=2, ensure_ascii=False, default=list)))


def echo_err(text: str) -> None:
    """Print a note, a warning or progress to stderr; in names in it nothing acts on a terminal."""
    parts = _STYLE.split(text)  # what stands between the codes, and the codes
    parts[::2] = map(presentable_lines, parts[::2])
    click.echo("".join(parts), err=True, color=use_color(sys.stderr))


def print_error(message: str, *, help: str | None = None) -> None:  # noqa: A002 - the word users read
    """Print an error to stderr, and how to fix it on the next line."""
    echo_err(f"{click.style('error:', fg='red', bold=True)} {presentable(message)}")
    if help:
        echo_err(f"  {click.style('help:', fg='cyan')} {presentable(help)}")


def use_color(stream: TextIO) -> bool:
    """Return True on a terminal; NO_COLOR, FORCE_COLOR and TERM=dumb are obeyed."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def console_style(*, seconds: float | None = None) -> ReportStyle:
    """Return how a report is drawn on stdout: color, characters, width, time taken."""
    return ReportStyle(
        use_color(sys.stdout), supports_unicode(sys.stdout), terminal_width(), seconds
    )


def terminal_width() -> int:
    """Return the columns of the terminal, or 100 if stdout is not one."""
    if not sys.stdout.isatty():
        return 100
    import shutil  # loads every compression library

    return shutil.get_terminal_size((100, 24)).columns


def supports_unicode(stream: TextIO) -> bool:
    """Return True if the stream's encoding has box lines and check marks."""
    try:
        "┌│└✓✗·".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def is_interactive() -> bool:
    """Return True if a person can be asked: stdin and stderr are terminals."""
    return sys.stdin.isatty() and sys.stderr.isatty()
