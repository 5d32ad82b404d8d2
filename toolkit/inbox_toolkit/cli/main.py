"""The ``inbox`` command: a group that imports a command only when it is run."""

import gc
import sys
from importlib import import_module
from typing import cast

import click

from inbox_toolkit import __version__
from inbox_toolkit.cli.commands import ALIASES, COMMANDS
from inbox_toolkit.cli.error_boundary import run_command

_SELDOM = 50_000
"""Objects that may be made between two looks for cycles no one holds. Python looks every 700, and
finds none while modules are imported: a tenth of the time that a short command takes."""


class LazyGroup(click.Group):
    """Knows every command by name and sentence, and imports the one that is asked for."""

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
        """Answer a mistake in the name with the nearest right one."""
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


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    message=f"inbox {__version__} (Python {sys.version.split()[0]}, {sys.platform})",
)
def inbox() -> None:
    """Write, preview, prove and send Customer.io inbox messages."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_SELDOM)
    sys.exit(run_command(inbox))
