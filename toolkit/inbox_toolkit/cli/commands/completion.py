"""``inbox completion``: the completion script of a shell."""

import click

from inbox_toolkit.cli.console import echo, echo_err
from inbox_toolkit.cli.options import inbox_command

_WHERE = {
    "bash": 'eval "$(inbox completion bash)"   in ~/.bashrc',
    "zsh": 'eval "$(inbox completion zsh)"   in ~/.zshrc',
    "fish": "inbox completion fish > ~/.config/fish/completions/inbox.fish",
}


@inbox_command(
    "completion",
    "inbox completion bash >> ~/.bash_completion",
    "inbox completion fish > ~/.config/fish/completions/inbox.fish",
)
@click.argument("shell", type=click.Choice(tuple(_WHERE)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the completion script for SHELL, and how to enable it (on stderr)."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}", ctx)
    echo(kind(ctx.find_root().command, {}, "inbox", "_INBOX_COMPLETE").source())
    echo_err(f"to enable it: {_WHERE[shell]}")
    return 0
