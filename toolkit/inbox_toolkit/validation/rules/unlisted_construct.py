"""A tag, option or filter that the engine supports but the service does not document.

Why: it works until the service changes its engine. Try it in a test send first.

Bad::

    "title": "{% for item in trigger.items limit: 1 %}{{ item.name }}{% endfor %}"

Good::

    "title": "{% assign few = trigger.items | limit: 1 %}{{ few[0].name }}"
"""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.syntax.nodes import Counter, For, Jump, LiquidTag, Node, Output
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unlisted-construct",
    summary="something the engine supports but the service does not document",
    severity=Severity.INFO,
    recommended=False,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per use."""
    body = context.template.body
    for node in context.nodes:
        for span, what in _unlisted(node, body.text if body else ""):
            yield _finding(context, span, what)
    for use in context.filters:
        spec = spec_of(use.name, context.template.version)
        if spec is not None and not spec.is_listed:
            yield _finding(context, use.name_span, f"the filter `{use.name}`")


def _finding(context: TemplateContext, span: Span, what: str) -> Finding:
    return Finding(
        context.template.locate(span),
        f"the service does not document {what}",
        help="check it in a test send before relying on it",
    )


def _unlisted(node: Node, text: str) -> Iterator[tuple[Span, str]]:
    match node:
        case For():
            if node.tag == "tablerow":
                yield node.tag_span, "`tablerow`"
            for argument in node.arguments:
                yield argument.span, f"`{argument.name}` in a loop"
            if node.otherwise:
                yield node.otherwise.tag_span, "`else` in a loop"
        case Counter():
            yield node.name_span, "`increment`" if node.step > 0 else "`decrement`"
        case Jump() if node.kind == "continue":
            yield node.span, "`continue`"
        case LiquidTag():
            yield Span(node.span.start, node.span.start + 2), "`liquid`"
        case Output() if text.startswith("{%", node.span.start):
            yield node.span, "`echo`"
