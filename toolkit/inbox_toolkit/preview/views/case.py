"""The case on screen: its message as the web SDK hands it to an app, and what led to it.

Beside the message: every variable it read, which part of the template printed each of its values,
the branches no case takes, and the other messages of the same inbox.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox_toolkit.errors import LiquidError
from inbox_toolkit.liquid.runtime.result import OutputMapping
from inbox_toolkit.preview.project_state import Key, Payload, ProjectState
from inbox_toolkit.preview.views.overview import diagnostics
from inbox_toolkit.preview.views.reads import read_views
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.envelope import Expiration
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.validation.runner import TemplateResult
from inbox_toolkit.workspace.workspace import is_broken

AGE = timedelta(minutes=2)  # how long ago the message on screen was sent, for show
STEP = timedelta(hours=7)  # how much older each other message is
NEIGHBOURS = 4


def case_view(state: ProjectState, wanted: Selection) -> dict[str, Any]:
    """Return the case as the page draws it; a broken one keeps its last good message.

    Raises UsageError where there is no such template, profile or message data.
    """
    template = wanted.template_on(state)
    outcome = _outcome(state, wanted, template)
    payload = outcome.payload if outcome else None
    shown = payload if payload is not None else state.last_good.get(wanted.key)
    return {
        "template": wanted.template,
        "profile": wanted.profile,
        "data": wanted.data,
        "language": wanted.language,
        "file": template.file,
        "source": template.source.text,
        "message": None if shown is None else message_view(state, template, dict(shown)),
        "stale": payload is None and shown is not None,
        "failure": None if payload is not None else _failure(state, template, outcome),
        "reads": read_views(outcome) if outcome else [],
        "traces": trace_views(outcome) if outcome and payload is not None else [],
        "unreached": unreached_branches(template, state.results.get(template.label)),
        "neighbours": list(neighbour_views(state, wanted.template, wanted.profile)),
    }


def _outcome(state: ProjectState, wanted: Selection, template: Template) -> Outcome | None:
    if is_broken(template) or not state.workspace.project.fixtures.profiles:
        return None
    try:
        return state.outcome(wanted.case_on(state), wanted.changes)
    except LiquidError:  # too large to be compiled, which the rules say
        return None


def _failure(state: ProjectState, template: Template, outcome: Outcome | None) -> dict[str, Any]:
    if outcome is not None:
        for failure in outcome.rendered.failures:
            return _failed(failure.message, "", template.locate(failure.span))
        if outcome.payload_error:
            return _failed(
                outcome.payload_error.message,
                outcome.payload_error.help,
                outcome.payload_error.place,
            )
    for found in diagnostics(state, template.label):
        return _failed(found.message, found.help, Location(found.source, found.span))
    return {
        "message": "There is no profile to render with.",
        "help": "Add one, such as fixtures/profiles/ada.json.",
    }


def _failed(
    message: str,
    help: str,  # noqa: A002 - the word users read
    place: Location,
) -> dict[str, Any]:
    position = place.source.position(place.span.start)
    return {
        "message": message,
        "help": help,
        "file": place.source.name,
        "line": position.line,
        "column": position.column,
        "start": place.span.start,
        "end": place.span.end,
    }


def trace_views(outcome: Outcome) -> list[dict[str, Any]]:
    """Return, for every plain value of a case rendered with its trace, its pointer and source."""
    template, rendered = outcome.case.template, outcome.rendered
    root = read_json(rendered.text).root
    if root is None:
        return []
    starts = [piece.start for piece in rendered.output_map]
    found = []
    for pointer, value in _leaves(root, ""):
        piece = _piece(rendered.output_map, starts, value)
        if piece is not None:
            place = template.locate(piece.span)
            line = place.source.position(place.span.start).line
            found.append(
                {
                    "pointer": pointer,
                    "file": place.source.name,
                    "line": line,
                    "start": place.span.start,
                }
            )
    return found


def _piece(
    printed: tuple[OutputMapping, ...], starts: list[int], value: JsonValue
) -> OutputMapping | None:
    """Return what printed a value's inside: a placeholder within quotes rather than the quote."""
    inside = value.span.start + (value.kind == "string")
    index = bisect_right(starts, min(inside, value.span.end - 1)) - 1
    return printed[index] if index >= 0 else None


def _leaves(value: JsonValue, pointer: str) -> Iterator[tuple[str, JsonValue]]:
    if value.kind not in ("object", "array"):
        yield pointer, value
    for member in value.members:
        step = member.key.replace("~", "~0").replace("/", "~1")
        yield from _leaves(member.value, f"{pointer}/{step}")
    for index, item in enumerate(value.items):
        yield from _leaves(item, f"{pointer}/{index}")


def message_view(
    state: ProjectState, template: Template, properties: dict[str, Any]
) -> dict[str, Any]:
    """Return the message with the keys of the web SDK's ``InboxMessage``; dates are ISO 8601."""
    sent = state.workspace.environment.now - AGE
    return {
        "messageId": f"preview-{template.label}",
        "sentAt": sent.isoformat(),
        "expiresAt": _expiry(sent, template.envelope.expiration),
        "opened": False,
        "properties": properties,
        "type": template.envelope.type,
        "topics": list(template.envelope.topics),
    }


def neighbour_views(state: ProjectState, template: str, profile: str) -> Iterator[dict[str, Any]]:
    """Yield messages of other templates to the same profile: no inbox holds a single message."""
    for place, (label, properties) in enumerate(_others(state, template, profile), start=1):
        yield {
            "template": label,
            "properties": dict(properties),
            "sentAt": (state.workspace.environment.now - AGE - STEP * place).isoformat(),
            "opened": place > 1,
        }


def _others(state: ProjectState, template: str, profile: str) -> Iterator[tuple[str, Payload]]:
    """Yield the first message of each of the first few other templates."""
    fixtures = state.workspace.project.fixtures
    left = NEIGHBOURS
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


def unreached_branches(template: Template, result: TemplateResult | None) -> list[dict[str, Any]]:
    """Return each branch that no outcome reached; none where nothing was rendered."""
    if result is None or not result.outcomes:
        return []
    outcomes = result.outcomes
    reached = frozenset[int]().union(*(one.rendered.taken_branches for one in outcomes))
    branches = outcomes[0].case.template.program.branches
    places = [
        template.locate(branch.span) for at, branch in enumerate(branches) if at not in reached
    ]
    return [
        {"start": place.span.start, "end": place.span.end}
        for place in places
        if place.source.name == template.file
    ]
