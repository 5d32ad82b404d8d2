"""Something that the two versions of Liquid do differently.

Why: an account's age decides the version of its older messages, and no setting of the template
shows it. The same text then prints something else.

Bad::

    "title": "{{ trigger.product_name | escape }}"

Good::

    "title": "{{ trigger.product_name | url_encode }}"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.syntax.nodes import Filter, Literal
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta

META = RuleMeta(
    id="version-difference",
    summary="something the two versions of Liquid do differently",
    severity=Severity.INFO,
)


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per use."""
    for use in context.filters:
        wrong = _difference(use)
        if wrong:
            span, message, help_text = wrong
            yield Finding(context.template.locate(span), message, help=help_text)


def _difference(use: Filter) -> tuple[Span, str, str] | None:
    if use.name == "escape":
        return (
            use.name_span,
            "`escape` also encodes for URLs in the legacy version",
            "for a URL use `url_encode`; for JSON use `json`",
        )
    at = {"date": 1, "timezone": 0}.get(use.name)
    if at is not None and len(use.arguments) > at:
        zone = use.arguments[at]
        if isinstance(zone.value, Literal) and isinstance(zone.value.value, int | float):
            return (
                zone.span,
                "a zone as a number is minutes now, and hours in the legacy version",
                "name the zone: 'Europe/Paris'",
            )
    return None
