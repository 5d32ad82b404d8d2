"""The two versions of Liquid do something differently.

Why: the age of an account decides which version its older messages use, and no setting of the
template shows it. The same text then prints something else.

Bad::

    "title": "{{ trigger.product_name | escape }}"

Good::

    "title": "{{ trigger.product_name | url_encode }}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.syntax.nodes import Expression, Filter, Literal
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="version-difference",
    summary="something that the two versions of Liquid do differently",
    severity=Severity.INFO,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per use."""
    for use in context.filters:
        for span, message, help_text in _differences(use):
            yield Finding(context.template.locate(span), message, help=help_text)


def _differences(use: Filter) -> Iterator[tuple[Span, str, str]]:
    spec = spec_of(use.name)
    if spec is None:
        return
    if spec.legacy_difference:
        yield use.name_span, *spec.legacy_difference
    for argument, given in zip(spec.arguments, use.arguments, strict=False):
        if argument.type == "zone" and _is_number(given.value):
            yield (
                given.span,
                "a numeric time zone means minutes here, and hours in the legacy version",
                "name the zone: 'Europe/Paris'",
            )


def _is_number(value: Expression) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, int | float)
