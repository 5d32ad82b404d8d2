"""A filter names a member that no item of the list has.

Why: ``sort``, ``map`` and ``sum`` take a misspelled member without any error: the list stays as it
is, nothing is printed, or the sum is 0.

Bad::

    "total": {{ trigger.items | sum: 'prcie' }}

Good::

    "total": {{ trigger.items | sum: 'price' }}
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from inbox_toolkit.analysis.data_path import Steps
from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.syntax.nodes import Assign, Filter, FilteredExpression, Literal, Path
from inbox_toolkit.liquid.syntax.visitor import filtered_expressions
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unknown-member",
    summary="a filter that names a member which no item has",
    severity=Severity.ERROR,
)

_KEEPS_ITEMS = ("items", "one_or_more_items", "present_items", "reordered")
"""The filters, by origin of their result, whose items are those of the list they are given."""
_DOES = {
    "sort": "the list stays in its order",
    "sort_natural": "the list stays in its order",
    "sum": "prints 0",
    "map": "there is nothing in the list",
}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per filter; what fails in a case is missing-value's to report."""
    assigned = _assigned_once(context)
    for node in context.nodes:
        for chain in filtered_expressions(node):
            if chain.filters and isinstance(chain.value, Path):
                yield from _findings(context, chain, _source(context, chain.value, assigned))


def _assigned_once(context: TemplateContext) -> dict[str, FilteredExpression]:
    """Return what each name is assigned that is assigned once."""
    every = [node for node in context.nodes if isinstance(node, Assign)]
    counts = Counter(node.name for node in every)
    return {node.name: node.expression for node in every if counts[node.name] == 1}


def _source(
    context: TemplateContext, value: Path, assigned: Mapping[str, FilteredExpression]
) -> Span:
    """Return where the items of a list are read from the data, seen through assignments."""
    for _ in assigned:
        chain = assigned.get(value.root) if len(value.segments) == 1 else None
        specs = (
            [spec_of(one.name, context.template.version) for one in chain.filters] if chain else []
        )
        if chain is None or not isinstance(chain.value, Path):
            break
        if not all(spec is not None and spec.origin in _KEEPS_ITEMS for spec in specs):
            break
        value = chain.value
    return value.span


def _findings(
    context: TemplateContext, chain: FilteredExpression, value: Span
) -> Iterator[Finding]:
    for one in chain.filters:
        spec = spec_of(one.name, context.template.version)
        if spec is None:
            return
        if spec.arguments and spec.arguments[0].type == "member":
            members = _members(context, value)
            if members and one.span not in context.failed_spans:
                yield from _unknown(context, one, members)
        if spec.origin not in _KEEPS_ITEMS:
            return


def _members(context: TemplateContext, value: Span) -> frozenset[str]:
    """Return the members that items of a list have in the fixtures; empty if there are no items."""
    read = context.analysis.by_span.get(value)
    origins: tuple[Steps, ...] = read.origins if read is not None else ()
    return frozenset(
        key
        for steps in origins
        for _, items in context.evidence.values(steps)
        for item in (items if isinstance(items, list) else ())
        if isinstance(item, Mapping)
        for key in item
    )


def _unknown(context: TemplateContext, use: Filter, members: frozenset[str]) -> Iterator[Finding]:
    argument = next((one for one in use.arguments if one.name is None), None)
    if argument is None or not isinstance(argument.value, Literal):
        return
    written = argument.value.value
    if not isinstance(written, str):
        return
    name = written.partition(".")[0].partition("[")[0]
    if not name or name in members or name in ("size", "length", "first", "last"):
        return
    near = nearest_name(name, members)
    location = context.template.locate(argument.value.span)
    fix = None
    if near:
        text = location.span.of(location.source.text).replace(name, near, 1)
        fix = Fix(f"write `{near}`", (Edit(location.span, text),), safe=False)
    yield Finding(
        location,
        f"no item in the fixtures has a member `{name}`",
        label=_DOES.get(use.name, f"`{use.name}` finds nothing"),
        help=f"did you mean `{near}`?" if near else f"the items have: {', '.join(sorted(members))}",
        fix=fix,
    )
