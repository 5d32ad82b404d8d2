"""The ``inbox`` command: a group that imports a command only when it is run."""

import gc
import sys
from importlib import import_module
from typing import cast

import click

from inbox_toolkit import __version__
from inbox_toolkit.cli.commands import ALIASES, COMMANDS
from inbox_toolkit.cli.console import echo
from inbox_toolkit.cli.error_boundary import run_command

_GC_THRESHOLD = 50_000
"""Allocations between two collections. Python's 700 finds nothing while modules are imported, and
takes a tenth of the time of a short command."""


class LazyGroup(click.Group):
    """A group that knows every command by name and sentence, and imports the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return the names in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command by its name or alias."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        module = import_module(f"inbox_toolkit.cli.commands.{name.replace('-', '_')}")
        return cast("click.Command", module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; a misspelt one is answered with the nearest name."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            from difflib import get_close_matches

            near = get_close_matches(name, [*COMMANDS, *ALIASES], n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise click.UsageError(f"There is no command `{name}`.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Outside every project, list the projects below."""
        from pathlib import Path

        from inbox_toolkit.project.discovery import is_inside_project, projects_below

        projects = () if is_inside_project(Path()) else projects_below(Path())
        if projects:
            with formatter.section("Projects below this folder (choose one with --project)"):
                formatter.write("".join(f"  {one.as_posix()}\n" for one in projects))


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    __version__,
    message=f"inbox {__version__} (Python {sys.version.split()[0]}, {sys.platform})",
)
@click.pass_context
def inbox(ctx: click.Context) -> None:
    """Write, preview, prove and send Customer.io inbox messages."""
    if ctx.invoked_subcommand is None:
        echo(ctx.get_help())


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(_GC_THRESHOLD)
    sys.exit(run_command(inbox))
