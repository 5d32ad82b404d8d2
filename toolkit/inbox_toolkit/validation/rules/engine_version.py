"""The template does something else on liquidjs 10.16.1, an earlier engine of the service.

Why: 10.16.1 was in service on 23 September 2026, and no page says when every message moved to
10.26.0. Some filters are new since, a range must not hold spaces there, and sorting, rounding and
removing duplicates differ for some values. Templates are rendered with both to tell.

Bad::

    "title": "{% for number in (1 .. 3) %}{{ number }}{% endfor %}"

Good::

    "title": "{% for number in (1..3) %}{{ number }}{% endfor %}"
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.catalog.sources import LIQUIDJS_10_16
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.javascript.values import to_number
from inbox_toolkit.liquid.runtime.result import OutputMapping, RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.nodes import Range
from inbox_toolkit.liquid.syntax.visitor import filters_in, node_expressions, walk_expression
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment, seed_of
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="engine-version",
    summary="something that an earlier engine of the service does differently",
    severity=Severity.INFO,
    options={"cases": 8},
)

_TEST = "see what it prints in a test send before relying on it"
_CHANGED = frozenset(
    {"find", "group_by", "group_by_exp", "round", "sort", "sort_natural", "uniq", "where_exp"}
)
"""Filters that differ for ordinary values; others do so for null dates, or texts as numbers."""

_SPACED = re.compile(r"\s+(?=\.\.)|(?<=\.\.)\s+|(?<=\()\s+|\s+(?=\)$)")


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per new filter, spaced range, and place that prints something else."""
    if context.template.version == "legacy":
        return
    yield from _new_filters(context)
    yield from _spaced_ranges(context)
    yield from _other_prints(context)


def _new_filters(context: TemplateContext) -> Iterator[Finding]:
    for use in context.filters:
        spec = spec_of(use.name)
        if spec is not None and not spec.is_in_10_16:
            yield Finding(
                context.template.locate(use.name_span),
                f"liquidjs 10.16.1 has no `{use.name}` and passes the value on unchanged",
                help=_TEST,
            )


def _spaced_ranges(context: TemplateContext) -> Iterator[Finding]:
    body = context.template.body
    for node in context.nodes if body is not None and ".." in body.text else ():
        for root in node_expressions(node):
            for one in walk_expression(root):
                text = one.span.of(body.text) if body and isinstance(one, Range) else ""
                if _SPACED.search(text) and not {'"', "'"} & set(text):
                    yield _spaced_range(context, one.span, _SPACED.sub("", text))


def _spaced_range(context: TemplateContext, span: Span, written: str) -> Finding:
    place = context.template.locate(span)
    return Finding(
        place,
        "liquidjs 10.16.1 cannot read a range that holds spaces",
        help=f"write `{written}`",
        fix=Fix("remove the spaces", (Edit(place.span, written),)),
    )


def _other_prints(context: TemplateContext) -> Iterator[Finding]:
    used = {use.name for use in context.filters} & _CHANGED
    if context.template.parsed.errors or not used:
        return
    if used == {"round"} and not _may_be_negative(context):
        return
    older = compile_nodes(context.template.parsed, version=LIQUIDJS_10_16)
    found: dict[Span, tuple[str, list[str]]] = {}
    delivered = [one for one in context.outcomes if one.is_deliverable]
    for outcome in delivered[: context.options(META)["cases"]]:
        case, environment = outcome.case, context.environment
        if _render(older, case, environment).text != outcome.text:
            span, message = _first_difference(
                _render(case.template.program, case, environment, trace=True),
                _render(older, case, environment, trace=True),
            )
            found.setdefault(span, (message, []))[1].append(case.label)
    for span, (message, cases) in sorted(found.items()):
        place = context.template.locate(span)
        yield Finding(place, message, help=_TEST, cases=tuple(cases))


def _may_be_negative(context: TemplateContext) -> bool:
    """Return True if a number below zero may be rounded: the engines round no other differently."""
    rounding = {
        node.span
        for node in context.nodes
        if any(use.name == "round" for use in filters_in([node]))
    }
    if any(use.name == "minus" for use in context.filters):
        return True
    variables = context.template.program.variables
    return any(
        to_number(raw[1]) < 0
        for index, reads in context.reads_by_variable.items()
        if variables[index].node_span in rounding
        for raw, _ in reads
    )


def _render(
    program: Program, case: Case, environment: RenderEnvironment, *, trace: bool = False
) -> RenderedText:
    data = environment.roots(case)
    return run(program, data, now=environment.now, seed=seed_of(case), trace=trace)


def _first_difference(today: RenderedText, older: RenderedText) -> tuple[Span, str]:
    """Return the first place that prints something else, and what it prints in both."""
    if older.failures:
        failure = older.failures[0]
        return failure.span, f"this fails in liquidjs 10.16.1: {failure.message}"
    last = Span(0, 0)
    for here, there in zip_longest(today.output_map, older.output_map):
        printed, before = _printed(today, here), _printed(older, there)
        last = (here or there or OutputMapping(0, 0, last)).span
        if printed != before or (here and here.span) != (there and there.span):
            return last, f"prints `{printed}` today and `{before}` in liquidjs 10.16.1"
    return last, "prints something else in liquidjs 10.16.1"


def _printed(rendered: RenderedText, piece: OutputMapping | None) -> str:
    text = rendered.text[piece.start : piece.end] if piece else ""
    return text if len(text) <= 40 else f"{text[:39]}…"
