"""A filter is given too few or too many arguments.

Why: a missing argument counts as nothing and a surplus one is ignored, without any error, so the
message says something other than intended.

Bad::

    "title": "{{ trigger.count | pluralize: 'item' }}"

Good::

    "title": "{{ trigger.count | pluralize: 'item', 'items' }}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.filters.registry import lookup
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="filter-arguments",
    summary="a filter with too few or too many arguments",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per use."""
    for use in context.filters:
        given = sum(argument.name is None for argument in use.arguments)
        found = lookup(use.name, context.template.version)
        if found is None:
            continue
        needed, most = found.spec.required_count, found.max_arguments
        if given < needed:
            yield Finding(
                context.template.locate(use.span),
                f"`{use.name}` needs {quantity(needed, 'argument')}, and has {given or 'none'}",
                help=f"write `| {use.name}: {found.spec.signature}`",
            )
        elif most is not None and given > most:
            extra = [argument for argument in use.arguments if argument.name is None][most]
            yield Finding(
                context.template.locate(extra.span),
                f"`{use.name}` takes {quantity(most, 'argument')} at most"
                if most
                else f"`{use.name}` takes none",
                label="dropped",
                help="remove it",
            )
