"""A name is assigned and never read.

Why: it is more often a misspelled name than a leftover, and then the message prints something else.

Bad::

    "title": "{% assign name = customer.first_name %}Hi {{ customer.last_name }}"

Good::

    "title": "{% assign name = customer.first_name %}Hi {{ name }}"
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.diagnostics.diagnostic import Fix, Severity
from inbox_toolkit.liquid.syntax.nodes import Assign, Capture, CioTag, Path
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression
from inbox_toolkit.validation.autofix_edits import removal
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unused-assign",
    summary="a name that is assigned and never read",
    severity=Severity.WARNING,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per name; a template that computes names may read any."""
    nodes = context.nodes
    if not any(isinstance(node, Assign | Capture) for node in nodes):
        return
    paths = [
        part
        for node in nodes
        for expression in node_expressions(node)
        for part in walk_expression(expression)
        if isinstance(part, Path)
    ]
    roots = {path.root for path in paths}
    if "" in roots or any(
        isinstance(node, CioTag) and node.tag == "render_liquid" for node in nodes
    ):
        return
    template = context.template
    said: set[str] = set()
    for node in nodes:
        if isinstance(node, Assign | Capture) and node.name not in roots | said:
            said.add(node.name)
            if template.locate(node.span).source is template.source:  # not the base's, overlaid
                yield _finding(
                    context, node, nearest_name(node.name, roots & context.unknown_roots)
                )


def _finding(context: TemplateContext, node: Assign | Capture, near: str) -> Finding:
    fix = None
    if isinstance(node, Assign) and not near:  # else the name is more likely misspelled
        fix = Fix("remove the assignment", (removal(context.template.locate(node.span)),))
    return Finding(
        context.template.locate(node.name_span),
        f"`{node.name}` is never read",
        help=f"`{near}` is read but has no value: did you mean that?" if near else "remove it",
        fix=fix,
    )
