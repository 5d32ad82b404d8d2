"""A customer attribute is compared with a number without being converted first.

Why: attributes may be stored as text, whatever type was sent. ``"5" == 5`` is false, and so is
``"10" > "9"``. Any calculation, such as ``plus: 0``, converts the attribute to a number.

Bad::

    "title": "{% if customer.points == 12450 %}Well done{% else %}Hello{% endif %}"
    # fixtures/profiles/bob.json
    {"id": "u2", "points": 1}

Good::

    {% assign points = customer.points | plus: 0 %}
    "title": "{% if points == 12450 %}Well done{% else %}Hello{% endif %}"
    # fixtures/profiles/bob.json
    {"id": "u2", "points": 1}
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.syntax.nodes import Binary, Case, Expression, Literal, Path
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="text-arithmetic",
    summary="a customer attribute compared with a number without conversion",
    severity=Severity.WARNING,
)

_COMPARES = ("==", "!=", "<", ">", "<=", ">=")


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per comparison."""
    for node in context.nodes:
        for expression in node_expressions(node):
            for part in walk_expression(expression):
                if isinstance(part, Binary) and part.operator in _COMPARES:
                    yield from _compared(context, part.left, part.right)
                    yield from _compared(context, part.right, part.left)
        if isinstance(node, Case) and not node.subject.filters:
            for value in (value for when in node.whens for value in when.values):
                yield from _compared(context, node.subject.value, value)


def _compared(
    context: TemplateContext, attribute: Expression, other: Expression
) -> Iterator[Finding]:
    if not isinstance(attribute, Path) or not _is_number(other):
        return
    read = context.analysis.by_span.get(attribute.span)
    if read is None or attribute.segments[-1].key in ("size", "length"):
        return
    if any(origin[0] == "customer" for origin in read.origins):
        yield Finding(
            context.template.locate(attribute.span),
            f"`{read.path}` may be text, but is compared with a number",
            help=f"convert it first: {{% assign n = {read.path} | plus: 0 %}}",
        )


def _is_number(node: Expression) -> bool:
    value = node.value if isinstance(node, Literal) else None
    return isinstance(value, int | float) and not isinstance(value, bool)
