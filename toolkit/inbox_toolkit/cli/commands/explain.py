"""``inbox explain``: one rule's page."""

import click
from click.shell_completion import CompletionItem

from inbox_toolkit.cli.console import echo
from inbox_toolkit.cli.options import inbox_command


def rule_names(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """Offer the rules that begin with what is typed."""
    from inbox_toolkit.validation.rules import RULES

    return [
        CompletionItem(rule.META.id, help=rule.META.summary)
        for rule in RULES
        if rule.META.id.startswith(typed)
    ]


@inbox_command("explain", "inbox explain missing-value", "inbox explain blank-value")
@click.argument("rule", shell_complete=rule_names)
def command(rule: str) -> int:
    """Say what RULE finds, why that matters, what is bad, what is good, and how to set it."""
    from inbox_toolkit.validation.rule_docs import page

    echo(page(rule))
    return 0
