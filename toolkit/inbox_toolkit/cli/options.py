"""Options and arguments that several commands share, under headings in ``--help``.

A command is declared with ``inbox_command`` and its options with the decorators of a heading:
``@check_group("--since", ...)`` puts ``--since`` under "What to check". A heading that one command
alone needs is made there, by ``option_group("...")``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from inbox_toolkit.cli.completion import data_names, profile_names, template_names

Function = TypeVar("Function", bound=Callable[..., Any])

OTHER = "Other"
"""The last heading: where the project is, and ``--help``."""


class OptionDeclaration(Protocol):
    """``click.option`` for one heading."""

    def __call__(self, *names: str, **attributes: Any) -> Callable[[Function], Function]:
        """Return the decorator that adds an option."""
        ...


class GroupedOption(click.Option):
    """An option with the heading that it is listed under."""

    def __init__(self, *args: Any, group: str = OTHER, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.group = group


class GroupedCommand(click.Command):
    """A command whose help lists the options under their headings, in order of declaration."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one section per heading; without headings, the section is called Options."""
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


def inbox_command(name: str, *examples: str) -> Callable[[Callable[..., int]], GroupedCommand]:
    """Declare a command; ``examples`` end its help, and each works when pasted."""
    return click.command(name, cls=GroupedCommand, epilog=examples_epilog(*examples))


def examples_epilog(*examples: str) -> str:
    """Return the end of a help text that lists examples, one per line."""
    return "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples)


def option_group(heading: str) -> OptionDeclaration:
    """Return the declaration of options under a heading."""

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


def template_argument(command: Function) -> Function:
    """``TEMPLATE``: one template by name, file or path."""
    return click.argument("template", shell_complete=template_names)(command)


def optional_template_argument(command: Function) -> Function:
    """``[TEMPLATE]``: one template, which an option such as ``--all`` can replace."""
    return click.argument("template", required=False, shell_complete=template_names)(command)


def project_option(command: Function) -> Function:
    """``--project DIR``: where to look for the project, instead of the current folder."""
    return option_group(OTHER)(
        "--project",
        "folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        metavar="DIR",
        help="Use the project in DIR or above it, instead of the current folder's.",
    )(command)


def region_option(command: Function) -> Function:
    """``--region``: which of the service's two regions."""
    return service_group(
        "--region",
        type=click.Choice(["us", "eu"]),
        help="Region of the workspace.",
    )(command)


def profile_option(command: Function) -> Function:
    """``--profile NAME``: the profile that templates read as ``customer``."""
    return case_group(
        "--profile", metavar="NAME", shell_complete=profile_names, help="Profile to render with."
    )(command)


def data_option(command: Function) -> Function:
    """``--data NAME``: the message data that templates read as ``trigger``."""
    return case_group(
        "--data", metavar="NAME", shell_complete=data_names, help="Message data to render with."
    )(command)


def set_option(command: Function) -> Function:
    """``--set PATH=VALUE``: values of a case to change."""
    return case_group(
        "--set",
        "changes",
        multiple=True,
        metavar="PATH=VALUE",
        help="Set a value, such as trigger.order_id=7. VALUE is JSON, or else text. Repeatable.",
    )(command)


def format_option(command: Function) -> Function:
    """``--format text|json``: for people or for programs."""
    return report_group(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Output format.",
    )(command)


def json_option(command: Function) -> Function:
    """``--json``: the older way to write ``--format json``."""
    return report_group(
        "--json", "as_json", is_flag=True, hidden=True, help="The same as --format json."
    )(command)


_NOW_HELP = "The time that templates see, such as 2026-01-15T09:00:00Z."


def now_option(command: Function) -> Function:
    """``--now TIME``: the time that templates see."""
    return check_group("--now", metavar="TIME", help=_NOW_HELP)(command)


def case_options(command: Function) -> Function:
    """``--profile``, ``--data``, ``--set``, ``--now``: which case, and what to change in it."""
    clock = case_group("--now", metavar="TIME", help=_NOW_HELP)
    for declare in (clock, set_option, data_option, profile_option):
        command = declare(command)
    return command
