"""Why a case is not delivered: as a sentence, in the source, in the rendered text, by its value."""

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import TypedDict

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.liquid.compiler.program import VariableRef
from inbox_toolkit.liquid.runtime.result import Failure, Read
from inbox_toolkit.preview.views.findings import MAX_CASES, case_ref, fix_offer
from inbox_toolkit.preview.views.places import excerpt, place_view
from inbox_toolkit.preview.views.variables import origin_of, shown_value
from inbox_toolkit.preview.wire import (
    CaseRef,
    CauseView,
    FailureView,
    RenderedExcerpt,
)
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.outcome import Outcome, PayloadError
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.source import Source
from inbox_toolkit.web.wire import ABSENT

CONTEXT = 240  # characters of the rendered text before and after the place

_UNDOCUMENTED = (
    "What Customer.io does with a message that is not JSON is undocumented, and no inbox can "
    "display it."
)
_NO_PROFILE = FailureView(
    message="There is no profile to render with.",
    consequence="",
    help="Add one, such as fixtures/profiles/ada.json.",
    place=None,
    excerpt=(),
    rendered=None,
    cause=None,
    fix=None,
    cases=(),
    case_count=0,
)


def failure_view(
    outcome: Outcome | None,
    found: Iterable[Diagnostic],
    refs: Mapping[str, CaseRef],
) -> FailureView | None:
    """Return why a case fails, None where it is delivered.

    ``outcome`` is None for a template that cannot be rendered. ``found`` is all that is known of
    the template, ``refs`` are its cases by their labels.
    """
    if outcome is None:
        worst = next((one for one in found if one.severity is Severity.ERROR), None)
        return _of_finding(worst, refs) if worst else _NO_PROFILE
    if outcome.rendered.failures:
        return _of_missing(outcome, outcome.rendered.failures[0], found, refs)
    if outcome.payload_error is not None:
        return _of_payload(outcome, outcome.payload_error, found, refs)
    return None


def _of_finding(one: Diagnostic, refs: Mapping[str, CaseRef]) -> FailureView:
    location = Location(one.source, one.span)
    return FailureView(
        message=one.message,
        consequence=" ".join(one.notes),
        help=one.help,
        place=place_view(location),
        excerpt=excerpt(location),
        rendered=None,
        cause=None,
        fix=fix_offer(one),
        cases=tuple(refs.values())[:MAX_CASES],
        case_count=len(refs),
    )


def _of_missing(
    outcome: Outcome, failure: Failure, found: Iterable[Diagnostic], refs: Mapping[str, CaseRef]
) -> FailureView:
    template = outcome.case.template
    location = template.locate(failure.span)
    known = _finding_at(found, location, outcome.case)
    message = f"`{failure.path}` has no value" if failure.path else failure.message
    return FailureView(
        message=message,
        consequence=f"Customer.io would accept this send and then fail it: {failure.message}",
        help=known.help if known and known.help else failure.help,
        place=place_view(location),
        excerpt=excerpt(location),
        rendered=rendered_excerpt(outcome.text, _offset_of(outcome, failure)),
        cause=_missing_cause(outcome, failure),
        fix=fix_offer(known) if known else None,
        **_cases(outcome.case, known, refs),
    )


def _of_payload(
    outcome: Outcome,
    error: PayloadError,
    found: Iterable[Diagnostic],
    refs: Mapping[str, CaseRef],
) -> FailureView:
    known = _finding_at(found, error.place, outcome.case)
    return FailureView(
        message=f"the rendered text is not a JSON object: {error.message}",
        consequence=_UNDOCUMENTED,
        help=known.help if known and known.help else error.help,
        place=place_view(error.place),
        excerpt=excerpt(error.place),
        rendered=rendered_excerpt(outcome.text, error.offset),
        cause=_printed_cause(outcome, error),
        fix=fix_offer(known) if known else None,
        **_cases(outcome.case, known, refs),
    )


def _finding_at(found: Iterable[Diagnostic], place: Location, case: Case) -> Diagnostic | None:
    """Return the error of a case that begins at a place."""
    for one in found:
        is_here = one.source.name == place.source.name and one.span.start == place.span.start
        if is_here and one.severity is Severity.ERROR and case.label in one.cases:
            return one
    return None


class _FailingCases(TypedDict):
    cases: tuple[CaseRef, ...]
    case_count: int


def _cases(case: Case, known: Diagnostic | None, refs: Mapping[str, CaseRef]) -> _FailingCases:
    """Return the cases that fail alike; only this one where nothing else is known."""
    if known is None:
        return {"cases": (case_ref(case),), "case_count": 1}
    named = tuple(refs[label] for label in known.cases[:MAX_CASES] if label in refs)
    return {"cases": named or (case_ref(case),), "case_count": len(known.cases)}


def rendered_excerpt(text: str, offset: int) -> RenderedExcerpt:
    """Return the rendered text around an offset."""
    offset = min(offset, len(text))
    position = Source("", text).position(offset)
    before, after = text[max(0, offset - CONTEXT) : offset], text[offset : offset + CONTEXT]
    return RenderedExcerpt(
        ("…" if offset > CONTEXT else "") + before,
        after + ("…" if offset + CONTEXT < len(text) else ""),
        offset,
        position.line,
        position.column,
    )


def _offset_of(outcome: Outcome, failure: Failure) -> int:
    """Return where in the text a value is missing: behind what was printed before it."""
    before = takewhile(lambda one: one.span.end <= failure.span.start, outcome.rendered.output_map)
    return max((one.end for one in before), default=0)


def _missing_cause(outcome: Outcome, failure: Failure) -> CauseView | None:
    if failure.path is None:
        return None
    refs = outcome.case.template.program.variables
    for read in outcome.rendered.reads:
        if read.missing and read.ref >= 0 and refs[read.ref].span.start == failure.span.start:
            origin = origin_of(read.path, refs[read.ref])
            return CauseView(read.path, origin, _file_of(outcome.case, origin), None)
    return CauseView(failure.path, "service", "", None)


def _printed_cause(outcome: Outcome, error: PayloadError) -> CauseView | None:
    """Return the value that a placeholder printed; None where the template's own text is wrong."""
    if error.printed is None:
        return None
    refs = outcome.case.template.program.variables
    for read in outcome.rendered.reads:
        if read.ref < 0 or read.missing or not _prints(outcome, refs[read.ref], error.place):
            continue
        return _cause_of(outcome.case, read, refs[read.ref], error.printed)
    return None


def _prints(outcome: Outcome, ref: VariableRef, place: Location) -> bool:
    return outcome.case.template.locate(ref.node_span) == place


def _cause_of(case: Case, read: Read, ref: VariableRef, printed: str) -> CauseView:
    origin = origin_of(read.path, ref)
    value = ABSENT if read.missing else shown_value(read.value)
    return CauseView(read.path, origin, _file_of(case, origin), printed[:CONTEXT], value)


def _file_of(case: Case, origin: str) -> str:
    if origin == "profile":
        return case.profile.file
    return case.data.file if origin == "data" and case.data else ""
