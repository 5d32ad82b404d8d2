"""Options that stand under headings in ``--help``: what a person looks for stands together."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import click

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


def under(heading: str) -> Declare:
    """Return what declares options under a heading, as ``click.option`` does."""

    def declare(*names: str, **attributes: Any) -> Callable[[Function], Function]:
        return click.option(*names, cls=GroupedOption, group=heading, **attributes)

    return declare


which_case = under("Which case")
to_check = under("What to check")
to_do = under("What to do")
to_write = under("What to write")
to_report = under("How to report")
for_speed = under("Speed")
the_service = under("The service")


def grouped(name: str, *examples: str) -> Callable[[Callable[..., int]], GroupedCommand]:
    """Declare a command whose help ends with examples that work when pasted."""
    return click.command(name, cls=GroupedCommand, epilog=example_lines(*examples))


def example_lines(*lines: str) -> str:
    """Return the epilog that shows examples, one a line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
