"""A filter is given too few arguments, or more than it looks at.

Why: a missing argument counts as nothing and a surplus one is dropped, both without a word, so
the message says something else than was meant.

Bad::

    "title": "{{ trigger.count | pluralize: 'item' }}"

Good::

    "title": "{{ trigger.count | pluralize: 'item', 'items' }}"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.filters.registry import lookup
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta

META = RuleMeta(
    id="filter-arguments",
    summary="a filter with too few arguments, or too many",
    severity=Severity.WARNING,
)

_NEEDS = dict.fromkeys(
    [
        "add_day",
        "add_month",
        "add_year",
        "append",
        "at_least",
        "at_most",
        "concat",
        "contains",
        "default",
        "divided_by",
        "find",
        "group_by",
        "group_by_exp",
        "hmac_sha1",
        "hmac_sha256",
        "limit",
        "map",
        "minus",
        "modulo",
        "plus",
        "prepend",
        "push",
        "remove",
        "remove_first",
        "remove_last",
        "slice",
        "split",
        "subtract_day",
        "subtract_month",
        "subtract_year",
        "times",
        "unshift",
        "where",
        "where_not",
        "replace",
        "replace_first",
        "replace_last",
    ],
    1,
) | dict.fromkeys(("find_exp", "pluralize", "where_exp"), 2)
"""How many arguments a filter makes no sense without."""


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per use."""
    for use in context.filters:
        given = sum(argument.name is None for argument in use.arguments)
        needed = _NEEDS.get(use.name, 0)
        found = lookup(use.name, context.template.version)
        most = found.most if found else None
        if given < needed:
            yield Finding(
                context.template.locate(use.span),
                f"`{use.name}` needs {_count(needed)}, and has {given or 'none'}",
                help=f"write `| {use.name}: {', '.join(['…'] * needed)}`",
            )
        elif most is not None and given > most:
            extra = [argument for argument in use.arguments if argument.name is None][most]
            yield Finding(
                context.template.locate(extra.span),
                f"`{use.name}` takes {_count(most)} at most"
                if most
                else f"`{use.name}` takes none",
                label="dropped",
                help="remove it",
            )


def _count(number: int) -> str:
    return f"{number} argument{'s' * (number != 1)}"
