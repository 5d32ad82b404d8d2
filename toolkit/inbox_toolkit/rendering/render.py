"""Renders a case as the service does: Liquid first, then the text is read as JSON."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from time import perf_counter
from types import MappingProxyType

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime.fragment_cache import FragmentCache
from inbox_toolkit.liquid.runtime.result import OutputMapping, RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment, seed_of
from inbox_toolkit.rendering.outcome import Outcome, PayloadError, parse_payload
from inbox_toolkit.text.json_tree import JsonProblem
from inbox_toolkit.text.span import Span


def render_cases(
    cases: Iterable[Case],
    environment: RenderEnvironment,
    known: Mapping[str, Outcome] = MappingProxyType({}),
) -> Iterator[Outcome]:
    """Yield what each case becomes; what cases of a template have in common is rendered once.

    ``known`` are outcomes, by the labels of their cases, that need not be rendered again.
    """
    caches: defaultdict[Program, FragmentCache] = defaultdict(dict)
    for case in cases:
        outcome = known.get(case.label) if known else None
        yield outcome or render_case(case, environment, cache=caches[case.template.program])


def render_case(
    case: Case,
    environment: RenderEnvironment,
    *,
    cache: FragmentCache | None = None,
    trace: bool = False,
) -> Outcome:
    """Return what a case becomes; its template must have a body that parses.

    Every missing value of the case is found, not only the one the service would stop at.
    ``cache`` is shared by cases of one template in one environment; with ``trace`` the outcome
    knows which part of the template printed which part of the text.
    """
    started = perf_counter()
    rendered = _run(case, environment, cache=cache, trace=trace)
    payload = None if rendered.failures else parse_payload(rendered.text)
    milliseconds = (perf_counter() - started) * 1000
    if isinstance(payload, JsonProblem):
        traced = rendered if trace else _run(case, environment, trace=True)
        payload_error = _explain(payload, traced, case)
        return Outcome(case, rendered, None, payload_error, milliseconds)
    return Outcome(case, rendered, payload, None, milliseconds)


def _run(
    case: Case,
    environment: RenderEnvironment,
    *,
    trace: bool = False,
    cache: FragmentCache | None = None,
) -> RenderedText:
    return run(
        case.template.program,
        environment.roots(case),
        now=environment.now,
        seed=partial(seed_of, case),
        trace=trace,
        cache=cache,
    )


def _explain(problem: JsonProblem, traced: RenderedText, case: Case) -> PayloadError:
    """Map a problem in the rendered text back to the part of the template that printed it."""
    offset = problem.span.start
    template = case.template
    piece = _piece_at(traced, offset)
    if piece is None:
        whole = template.body.span if template.body else Span(0, 1)
        place = template.locate(Span(whole.start, whole.start + 1))
        return PayloadError(problem.message, problem.help, offset, place, None)
    body = template.body.text if template.body else ""
    printed = traced.text[piece.start : piece.end]
    if printed == piece.span.of(body):
        start = piece.span.start + offset - piece.start
        length = max(1, problem.span.end - offset)
        place = template.locate(Span(start, min(start + length, piece.span.end)))
        return PayloadError(problem.message, problem.help, offset, place, None)
    return PayloadError(problem.message, problem.help, offset, template.locate(piece.span), printed)


def _piece_at(traced: RenderedText, offset: int) -> OutputMapping | None:
    """Return what printed the character at ``offset``, or printed nothing just before it.

    If a value is expected and there is a bracket, the cause is the placeholder before the bracket
    that printed nothing.
    """
    pieces = traced.output_map
    index = bisect_right([piece.start for piece in pieces], offset) - 1
    if index < 0:
        return None
    piece = pieces[index]
    if not traced.text[piece.start : offset].strip():
        for site in traced.program.variables:
            silent = index == 0 or pieces[index - 1].span != site.node_span
            if site.node_span.end == piece.span.start and silent:
                return OutputMapping(piece.start, piece.start, site.node_span)
    return piece
