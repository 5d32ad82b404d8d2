"""Renders a compiled template with data: start at ``run``."""

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import TracebackType

from inbox_toolkit.errors import RenderLimitError
from inbox_toolkit.liquid.compiler.program import FILE_NAME, Program
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.utf16 import to_well_formed
from inbox_toolkit.liquid.runtime.context import RenderContext
from inbox_toolkit.liquid.runtime.fragment_cache import FragmentCache
from inbox_toolkit.liquid.runtime.loader import load
from inbox_toolkit.liquid.runtime.output import MAX_STEPS, MAX_TEXT, Emit, LimitReached
from inbox_toolkit.liquid.runtime.randomness import Seed
from inbox_toolkit.liquid.runtime.result import OutputMapping, RenderedText
from inbox_toolkit.text.span import Span

IMPLIED: Mapping[str, object] = {"size": 0, "unsubscribe_url": None}
"""Roots that print without being given: liquidjs counts its globals; the service has a link."""

_TOO_MUCH = f"the template renders more than {MAX_STEPS:,} loop steps or {MAX_TEXT:,} characters"
_TOO_DEEP = "the data nests too deep to be printed"
_LESS = "loop over fewer items, or print less"


def run(
    program: Program,
    data: Mapping[str, object],
    *,
    now: datetime,
    seed: Seed = 0,
    collect: bool = True,
    strict: bool = True,
    trace: bool = False,
    cache: FragmentCache | None = None,
) -> RenderedText:
    """Render ``data`` (JSON as Python reads it) and return the text, with all that was read.

    With ``collect`` whatever fails is noted, prints nothing, and rendering goes on; without, the
    first failure raises MissingValueError, RenderError or RenderLimitError, as it ends a delivery.
    ``strict`` is the service's setting; off, a missing variable prints nothing. ``trace`` also
    tells what printed which part of the text, at some cost. ``now`` is an aware time.

    Renders that are given one ``cache`` and differ only in ``data`` and ``seed`` share the work
    they have in common; a render with a trace does it all itself.
    """
    loaded = load(program)
    context = RenderContext(
        program,
        loaded,
        {**IMPLIED, **data},
        now=now,
        seed=seed,
        strict=strict,
        collect=collect,
        cache=None if trace else cache,
    )
    output, log = context.output, context.log
    marks: list[Span] = []
    if trace:
        output.emit = _tracing(output.emit, program, marks)
    try:
        loaded.function(context, output.emit)
        output.finish()
    except (LimitReached, MemoryError, RecursionError) as error:
        span = _where(error.__traceback__, program) or Span(0, 0)
        reason = _TOO_DEEP if isinstance(error, RecursionError) else _TOO_MUCH
        if not collect:
            raise RenderLimitError(reason, span, help=_LESS) from None
        log.refuse(reason, span, help=_LESS)
    except FilterError as error:  # a comparison that legacy Liquid refuses
        span = _where(error.__traceback__, program) or Span(0, 0)
        log.refuse(error.message, span, help="compare values of one type")
    return _rendered(context, marks)


def _rendered(context: RenderContext, marks: list[Span]) -> RenderedText:
    pieces, log = context.output.all_pieces(), context.log
    return RenderedText(  # by position: names would cost a tenth of this, once a case
        to_well_formed("".join(pieces)),
        frozenset(log.taken_branches),
        tuple(log.failures),
        _output_map(pieces, marks) if marks else (),
        log.used_clock,
        log.used_random,
        context.program,
        context.read_groups(),
    )


def _tracing(emit: Emit, program: Program, marks: list[Span]) -> Emit:
    """Return an ``emit`` that also records the nodes whose line of code is printing."""

    def traced(texts: Iterable[str]) -> None:
        frame = sys._getframe(1)
        while frame.f_code.co_filename != FILE_NAME and frame.f_back is not None:
            frame = frame.f_back  # out of what escapes the text of a leaf
        marks.extend(program.segments[frame.f_lineno])
        emit(texts)

    return traced


def _output_map(pieces: list[str], marks: list[Span]) -> tuple[OutputMapping, ...]:
    output_map: list[OutputMapping] = []
    at = 0
    for text, span in zip(pieces, marks, strict=True):
        if text:
            output_map.append(OutputMapping(at, at + len(text), span))
        at += len(text)
    return tuple(output_map)


def _where(trace: TracebackType | None, program: Program) -> Span | None:
    """Return the span of the node whose line of code an exception passed through."""
    found: Span | None = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE_NAME:
            found = next(iter(program.segments[trace.tb_lineno]), found)
        trace = trace.tb_next
    return found
