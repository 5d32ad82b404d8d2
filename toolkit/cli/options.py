"""Options and arguments that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def project_option(command: Command) -> Command:
    """``--project DIR``: where to look for the project instead of here."""
    return click.option(
        "--project",
        "folder",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="DIR",
        help="Work on the project at or above DIR instead of here.",
    )(command)


def case_options(command: Command) -> Command:
    """``--profile``, ``--data``, ``--set``, ``--now``: which case, and changes to it."""
    for option in reversed(
        (
            click.option("--profile", metavar="NAME", help="Profile to render with."),
            click.option("--data", metavar="NAME", help="Message data to render with."),
            click.option(
                "--set",
                "changes",
                multiple=True,
                metavar="PATH=VALUE",
                help="Change a value, such as trigger.order_id=7; VALUE is JSON or else text.",
            ),
            now_option,
        )
    ):
        command = option(command)
    return command


def now_option(command: Command) -> Command:
    """``--now TIME``: the clock that templates see."""
    return click.option(
        "--now", metavar="TIME", help="The clock templates see, such as 2026-01-15T09:00:00Z."
    )(command)


def examples(*lines: str) -> str:
    """Return the epilog that shows examples, one a line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
