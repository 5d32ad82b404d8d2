"""A variable starts with a name that is never given a value.

Why: the name is misspelled, a loop variable is used outside its loop, or the variable belongs to
another kind of message. Printed, it fails the delivery; in a condition, it is always false.

Bad::

    "title": "{% if custmer.tier == 'gold' %}Hi {{ customer.first_name }}{% else %}Hi{% endif %}"

Good::

    "title": "Hi {{ customer.first_name }}"
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.fixture_lookup import is_of_a_loop, root_help
from inbox_toolkit.analysis.read_site import ReadSite
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.syntax.visitor import node_expressions
from inbox_toolkit.validation.condition_mistakes import words_without_operator
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unknown-root",
    summary="a variable that starts with a name that is never given a value",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place; those that fail in a case are missing-value's to report."""
    words = {
        span
        for node in context.nodes
        for expression in node_expressions(node)
        for span in words_without_operator(expression)
    }
    for read in context.analysis.reads:
        if read.span in words:
            continue  # constant-condition says that this is no operator
        is_assigned = read.unknown in context.analysis.assigned and not read.can_fail
        if read.unknown and not is_assigned and read.span not in context.failed_spans:
            yield _finding(context, read)


def _message(context: TemplateContext, read: ReadSite) -> str:
    name = read.unknown
    if is_of_a_loop(read):
        return f"`forloop` has no `{name}`"
    if name in context.analysis.assigned:
        return f"`{name}` has no value here: it is not assigned before this place"
    return f"`{name}` is never given a value"


def _finding(context: TemplateContext, read: ReadSite) -> Finding:
    fallback = "a variable starts with `customer`, `trigger`, `objects` or `snippets`"
    return Finding(
        context.template.locate(read.span),
        _message(context, read),
        label="" if read.can_fail else "never has a value",
        help=root_help(context.analysis, read) or fallback,
    )
