"""``inbox explain``: print the page of a rule."""

import click
from click.shell_completion import CompletionItem

from inbox_toolkit.cli.console import echo
from inbox_toolkit.cli.options import inbox_command


def rule_names(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """Complete the name of a rule."""
    from inbox_toolkit.validation.rules import RULES

    return [
        CompletionItem(rule.META.id, help=rule.META.summary)
        for rule in RULES
        if rule.META.id.startswith(typed)
    ]


@inbox_command("explain", "inbox explain missing-value", "inbox explain blank-value")
@click.argument("rule", shell_complete=rule_names)
def command(rule: str) -> int:
    """Explain RULE: what it finds, why it matters, how to fix and how to configure it."""
    from inbox_toolkit.validation.rule_docs import page

    echo(page(rule))
    return 0
