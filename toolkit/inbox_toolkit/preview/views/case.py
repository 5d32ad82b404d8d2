"""The case on screen: its message as the web SDK hands it to an app, and what led to it.

Beside the message: every variable it read, which part of the template printed each of its values,
the branches no case takes, and the other messages of the same inbox.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.errors import LiquidError
from inbox_toolkit.liquid.runtime.result import OutputMapping
from inbox_toolkit.preview.project_state import Key, Payload, ProjectState
from inbox_toolkit.preview.views.failure import failure_view
from inbox_toolkit.preview.views.findings import case_refs, diagnostics, finding_view
from inbox_toolkit.preview.views.places import place_view
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.views.variables import shown_value, variable_views
from inbox_toolkit.preview.wire import CaseView, NeighborView, Place, TraceView
from inbox_toolkit.project.files import text_digest
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.envelope import Expiration
from inbox_toolkit.template.reader import merge_translations, parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.runner import TemplateResult, validate_case
from inbox_toolkit.web.wire import MessageView
from inbox_toolkit.workspace.workspace import is_broken

AGE = timedelta(minutes=2)  # how long ago the message on screen was sent, for show
STEP = timedelta(hours=7)  # how much older each other message is
NEIGHBORS = 4


def case_view(state: ProjectState, wanted: Selection) -> CaseView:
    """Return the case as the page draws it; a broken one keeps its last good message.

    Raises UsageError where there is no such template, profile or message data.
    """
    template = wanted.template_on(state)
    outcome = _outcome(state, wanted, template)
    return _view(state, wanted, template, outcome, diagnostics(state, template.label))


def unsaved_case_view(state: ProjectState, wanted: Selection, text: str) -> CaseView:
    """Return the case as it would be if its template's file held ``text``; nothing is written.

    It has findings of its own. Raises UsageError as ``case_view`` does.
    """
    template = _with_text(state, wanted.template_on(state), text)
    outcome, found = _outcome_of_text(state, wanted, template)
    view = _view(state, wanted, template, outcome, found)
    return replace(view, findings=tuple(finding_view(one, wanted.template, {}) for one in found))


def _with_text(state: ProjectState, template: Template, text: str) -> Template:
    """Return a template with another text; a translation is merged into its base again."""
    config = state.workspace.config
    changed = parse_template(Source(template.file, text), template.label, config)
    if template.language is None:
        return changed
    base = state.workspace.family(template.name)[0]
    return next(one for one in merge_translations([base, changed]) if one.language is not None)


def _outcome_of_text(
    state: ProjectState, wanted: Selection, template: Template
) -> tuple[Outcome | None, tuple[Diagnostic, ...]]:
    project, environment = state.workspace.project, state.workspace.environment
    if not project.fixtures.profiles:
        return None, ()
    case = wanted.case_on(state, template)
    _, report = validate_case(case, project, environment, state.settings)
    if is_broken(template):
        return None, report.diagnostics
    return render_case(case, environment, trace=True), report.diagnostics


def _outcome(state: ProjectState, wanted: Selection, template: Template) -> Outcome | None:
    if is_broken(template) or not state.workspace.project.fixtures.profiles:
        return None
    try:
        return state.outcome(wanted.case_on(state), (wanted.changes, wanted.removed))
    except LiquidError:  # too large to be compiled, which the rules say
        return None


def _view(
    state: ProjectState,
    wanted: Selection,
    template: Template,
    outcome: Outcome | None,
    found: tuple[Diagnostic, ...],
) -> CaseView:
    payload = outcome.payload if outcome else None
    shown = payload if payload is not None else state.last_good.get(wanted.key)
    saved = wanted.template_on(state)
    return CaseView(
        template=wanted.template,
        profile=wanted.profile,
        data=wanted.data,
        language=wanted.language,
        set=wanted.changes,
        unset=wanted.removed,
        title=template.envelope.name or wanted.template,
        file=template.file,
        digest=text_digest(saved.source.text),
        source=template.source.text,
        message=None if shown is None else message_view(state, template, shown),
        stale=payload is None and shown is not None,
        text=outcome.text if outcome and payload is None else None,
        failure=None
        if payload is not None
        else failure_view(outcome, found, case_refs(state, template.label)),
        variables=tuple(variable_views(outcome, wanted)) if outcome else (),
        traces=trace_views(outcome) if outcome and payload is not None else (),
        unreached=unreached_branches(template, state.results.get(template.label)),
        neighbors=tuple(neighbor_views(state, wanted.template, wanted.profile)),
        bytes=0 if payload is None else _size(payload),
        milliseconds=round(outcome.milliseconds, 3) if outcome else 0.0,
        findings=None,
    )


def _size(payload: Payload) -> int:
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
    return len(text.encode("utf-8", "surrogatepass"))


def trace_views(outcome: Outcome) -> tuple[TraceView, ...]:
    """Return, for every plain value of a case rendered with its trace, its pointer and source."""
    template, rendered = outcome.case.template, outcome.rendered
    root = read_json(rendered.text).root
    if root is None:
        return ()
    starts = [piece.start for piece in rendered.output_map]
    spans = (
        (pointer, _source_span(rendered.output_map, starts, each))
        for pointer, each in _leaves(root, "")
    )
    return tuple(
        TraceView(pointer, place_view(template.locate(span)))
        for pointer, span in spans
        if span is not None
    )


def _source_span(
    printed: tuple[OutputMapping, ...], starts: list[int], value: JsonValue
) -> Span | None:
    """Return what printed a value's inside: a placeholder within quotes rather than the quote."""
    inside = min(value.span.start + (value.kind == "string"), value.span.end - 1)
    index = bisect_right(starts, inside) - 1
    if index < 0:
        return None
    piece = printed[index]
    start, end = piece.span
    if end - start == piece.end - piece.start:  # text of the template itself
        start += min(inside, piece.end) - piece.start
    return Span(start, end)


def _leaves(value: JsonValue, pointer: str) -> Iterator[tuple[str, JsonValue]]:
    if value.kind not in ("object", "array"):
        yield pointer, value
    for member in value.members:
        step = member.key.replace("~", "~0").replace("/", "~1")
        yield from _leaves(member.value, f"{pointer}/{step}")
    for index, item in enumerate(value.items):
        yield from _leaves(item, f"{pointer}/{index}")


def message_view(state: ProjectState, template: Template, properties: Payload) -> MessageView:
    """Return the message with the keys of the web SDK's ``InboxMessage``; dates are ISO 8601."""
    sent = state.workspace.environment.now - AGE
    return MessageView(
        message_id=f"preview-{template.label}",
        sent_at=sent.isoformat(),
        expires_at=_expiry(sent, template.envelope.expiration),
        opened=False,
        properties=properties,
        type=template.envelope.type,
        topics=template.envelope.topics,
    )


def neighbor_views(state: ProjectState, template: str, profile: str) -> Iterator[NeighborView]:
    """Yield messages of other templates to the same profile: no inbox holds a single message."""
    for place, (label, properties) in enumerate(_others(state, template, profile), start=1):
        sent = state.workspace.environment.now - AGE - STEP * place
        shown = shown_value(properties)
        yield NeighborView(label, shown, sent.isoformat(), opened=place > 1)


def _others(state: ProjectState, template: str, profile: str) -> Iterator[tuple[str, Payload]]:
    """Yield the first message of each of the first few other templates."""
    fixtures = state.workspace.project.fixtures
    left = NEIGHBORS
    for name in state.names:
        data = [one.name for one in fixtures.message_data.get(name, ())] or ["none"]
        found = (state.last_good.get(Key(name, profile, each)) for each in data)
        properties = next((one for one in found if one is not None), None)
        if name != template and properties is not None:
            left -= 1
            yield name, properties
        if not left:
            return


def _expiry(sent: datetime, expiration: Expiration | None) -> str | None:
    if expiration is None:
        return None
    try:
        if expiration.seconds is not None:
            return (sent + timedelta(seconds=expiration.seconds)).isoformat()
        return datetime.fromtimestamp(expiration.value, UTC).isoformat()
    except (ValueError, OverflowError, OSError):  # a time no calendar holds
        return None


def unreached_branches(template: Template, result: TemplateResult | None) -> tuple[Place, ...]:
    """Return each branch that no outcome reached; none where nothing was rendered."""
    if result is None or not result.outcomes or result.template is not template:
        return ()
    outcomes = result.outcomes
    reached = frozenset[int]().union(*(one.rendered.taken_branches for one in outcomes))
    branches = outcomes[0].case.template.program.branches
    places = (
        template.locate(branch.span) for at, branch in enumerate(branches) if at not in reached
    )
    return tuple(place_view(place) for place in places if place.source.name == template.file)
