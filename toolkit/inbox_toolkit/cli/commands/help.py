"""``inbox help``: the help of a command."""

import click

from inbox_toolkit.cli.console import echo
from inbox_toolkit.cli.options import inbox_command


@inbox_command("help", "inbox help validate", "inbox help fixtures pull")
@click.argument("words", nargs=-1, metavar="[COMMAND]...")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...]) -> int:
    """Show the help of COMMAND, or the list of commands."""
    context = ctx.find_root()
    for word in words:
        if not isinstance(context.command, click.Group):
            raise click.UsageError(f"`{context.command_path}` has no subcommands.", context)
        _, found, _ = context.command.resolve_command(context, [word])
        if found is not None:
            context = click.Context(found, parent=context, info_name=word)
    echo(context.get_help())
    return 0
