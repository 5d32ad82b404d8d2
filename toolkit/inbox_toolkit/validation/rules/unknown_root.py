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
from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.syntax.nodes import Path
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.foreign_syntax import CURLY, straightened
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unknown-root",
    summary="a variable that starts with a name that is never given a value",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place; missing-value reports names that are assigned somewhere."""
    arguments = _words_as_arguments(context)
    for read in context.analysis.reads:
        if not read.unknown or read.span in context.operatorless_words:
            continue  # constant-condition says that a word is not an operator
        is_assigned = read.unknown in context.analysis.assigned
        if is_assigned and (not read.can_fail or read.span in context.failed_spans):
            continue
        yield _finding(context, read, is_argument=read.span in arguments)


def _words_as_arguments(context: TemplateContext) -> frozenset[Span]:
    """Return the single words that are arguments of filters: texts without quotes, often."""
    return frozenset(
        argument.value.span
        for use in context.filters
        for argument in use.arguments
        if isinstance(argument.value, Path) and len(argument.value.segments) == 1
    )


def _message(context: TemplateContext, read: ReadSite) -> str:
    name = read.unknown
    if is_of_a_loop(read):
        return f"`forloop` has no `{name}`"
    if name[:1] in CURLY:
        return f"`{name[0]}` is not a quote in Liquid"
    if name in context.analysis.assigned:
        return f"`{name}` has no value here: it is not assigned before this place"
    return f"`{name}` is never given a value"


def _finding(context: TemplateContext, read: ReadSite, *, is_argument: bool) -> Finding:
    location = context.template.locate(read.span)
    written = location.span.of(location.source.text)
    quoted = straightened(written) or (f"'{written}'" if is_argument and "'" not in written else "")
    help_text = root_help(context.analysis, read) or _own_attribute(context, read)
    if quoted and not help_text:
        help_text = (
            f"write straight quotes: {quoted}"
            if written[:1] in CURLY
            else (f"a text needs quotes: {quoted}")
        )
        fix = Fix(f"write {quoted}", (Edit(location.span, quoted),))
    else:
        fix = None
    failing = context.failing_cases(read.span)
    return Finding(
        location,
        _message(context, read),
        label="" if read.can_fail else "never has a value",
        notes=("the service would accept the send and then fail the delivery",) * bool(failing),
        help=help_text or "a variable starts with `customer`, `trigger`, `objects` or `snippets`",
        cases=failing,
        fix=fix,
    )


def _own_attribute(context: TemplateContext, read: ReadSite) -> str:
    """Name the variable of a known root that has the same members, such as customer.first_name."""
    _, dot, rest = read.path.partition(".")
    for root in ("customer", "trigger") if dot else ():
        steps = (root, *rest.split("."))
        if any(value is not MISSING for _, value in context.evidence.values(steps)):
            return f"did you mean `{root}.{rest}`?"
    return ""
