"""The two streams: results go to stdout, talk goes to stderr; colour and width are decided here."""

import os
import shutil
import sys
from typing import TextIO

import click

from inbox_toolkit.diagnostics.reporters import ReportStyle


def echo(text: str, *, newline: bool = True) -> None:
    """Print what the command was asked for."""
    click.echo(text, nl=newline, color=use_color(sys.stdout))


def echo_err(text: str) -> None:
    """Tell the person something on the side."""
    click.echo(text, err=True, color=use_color(sys.stderr))


def print_error(message: str, *, help: str | None = None) -> None:  # noqa: A002 - the word users read
    """Say what went wrong, and on the next line what to do about it."""
    echo_err(f"{click.style('error:', fg='red', bold=True)} {message}")
    if help:
        echo_err(f"  {click.style('help:', fg='cyan')} {help}")


def use_color(stream: TextIO) -> bool:
    """Colour is for terminals; NO_COLOR and TERM=dumb are obeyed, FORCE_COLOR as well."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def console_style(*, seconds: float | None = None) -> ReportStyle:
    """Return how a report may look on stdout."""
    return ReportStyle(
        use_color(sys.stdout), supports_unicode(sys.stdout), terminal_width(), seconds
    )


def terminal_width() -> int:
    """Columns of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def supports_unicode(stream: TextIO) -> bool:
    """Tell whether box lines and check marks can be printed there."""
    try:
        "┌│└✓✗·".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def is_interactive() -> bool:
    """Tell whether a person can be asked: both ends must be a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()
