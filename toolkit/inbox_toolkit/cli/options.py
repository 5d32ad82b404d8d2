"""Options and arguments that several commands share.

Options that stand under headings in ``--help``: what a person looks for stands together.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from inbox_toolkit.cli.completion import data_names, profile_names, template_names

Function = TypeVar("Function", bound=Callable[..., Any])

OTHER = "Other"
"""The last heading: where the project is, and ``--help``."""


class Declare(Protocol):
    """What declares an option: ``click.option`` with a heading."""

    def __call__(self, *names: str, **attributes: Any) -> Callable[[Function], Function]:
        """Return the decorator that adds the option."""
        ...


class GroupedOption(click.Option):
    """An option that knows its heading."""

    def __init__(self, *args: Any, group: str = OTHER, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.group = group


class GroupedCommand(click.Command):
    """A command whose help has its options under their headings, in the order they are declared."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one section per heading; a command with a single heading needs none."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if isinstance(parameter, click.Option) and record is not None:
                sections.setdefault(getattr(parameter, "group", OTHER), []).append(record)
        last = sections.pop(OTHER, [])
        for heading, records in (*sections.items(), (OTHER if sections else "Options", last)):
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def option_group(heading: str) -> Declare:
    """Return what declares options under a heading, as ``click.option`` does."""

    def declare(*names: str, **attributes: Any) -> Callable[[Function], Function]:
        return click.option(*names, cls=GroupedOption, group=heading, **attributes)

    return declare


case_group = option_group("Which case")
check_group = option_group("What to check")
action_group = option_group("What to do")
output_group = option_group("What to write")
report_group = option_group("How to report")
speed_group = option_group("Speed")
service_group = option_group("The service")


def inbox_command(name: str, *examples: str) -> Callable[[Callable[..., int]], GroupedCommand]:
    """Declare a command whose help ends with examples that work when pasted."""
    return click.command(name, cls=GroupedCommand, epilog=examples_epilog(*examples))


def examples_epilog(*lines: str) -> str:
    """Return the epilog that shows examples, one a line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


_NOW = "The clock templates see, such as 2026-01-15T09:00:00Z."


def template_argument(command: Function) -> Function:
    """``TEMPLATE``: one template by name, file or path."""
    return click.argument("template", shell_complete=template_names)(command)


def optional_template_argument(command: Function) -> Function:
    """``[TEMPLATE]``: one template, where an option can stand in for it."""
    return click.argument("template", required=False, shell_complete=template_names)(command)


def project_option(command: Function) -> Function:
    """``--project DIR``: where to look for the project instead of here."""
    return option_group(OTHER)(
        "--project",
        "folder",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="DIR",
        help="Work on the project at or above DIR instead of here.",
    )(command)


def region_option(command: Function) -> Function:
    """``--region``: which of the service's two hosts."""
    return service_group(
        "--region",
        type=click.Choice(["us", "eu"]),
        help="Where the workspace is.",
    )(command)


def profile_option(command: Function) -> Function:
    """``--profile NAME``: whose ``customer`` it is."""
    return case_group(
        "--profile", metavar="NAME", shell_complete=profile_names, help="Profile to render with."
    )(command)


def data_option(command: Function) -> Function:
    """``--data NAME``: which ``trigger`` it is."""
    return case_group(
        "--data", metavar="NAME", shell_complete=data_names, help="Message data to render with."
    )(command)


def set_option(command: Function) -> Function:
    """``--set PATH=VALUE``: changes to a case."""
    return case_group(
        "--set",
        "changes",
        multiple=True,
        metavar="PATH=VALUE",
        help="Change a value, such as trigger.order_id=7; VALUE is JSON or else text.",
    )(command)


def now_option(command: Function) -> Function:
    """``--now TIME``: the clock that templates see."""
    return check_group("--now", metavar="TIME", help=_NOW)(command)


def case_options(command: Function) -> Function:
    """``--profile``, ``--data``, ``--set``, ``--now``: which case, and changes to it."""
    clock = case_group("--now", metavar="TIME", help=_NOW)
    for declare in (clock, set_option, data_option, profile_option):
        command = declare(command)
    return command
