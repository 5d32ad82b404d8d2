"""Every variable a case read: its value, where that came from, and where it is written."""

from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Literal

from inbox_toolkit.liquid.compiler.program import VariableRef
from inbox_toolkit.liquid.runtime.result import Read
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.span import Span

State = Literal["missing", "blank", "value", "unset"]
"""``unset`` is missing without harm: it is only tested, or there is a default."""
LONGEST = 2000  # characters of a value that are shown

_ORIGINS = {"customer": "profile", "trigger": "data", "snippets": "snippets", "objects": "objects"}
_RANKS: dict[State, int] = {"missing": 0, "blank": 1, "value": 2, "unset": 2}


@dataclass(slots=True)
class _Variable:
    path: str
    ref: VariableRef
    value: object
    missing: bool
    times: int = 0
    spans: dict[tuple[int, int], VariableRef] = field(default_factory=dict)


def read_views(outcome: Outcome) -> list[dict[str, Any]]:
    """Return one entry per variable read, missing ones first, then blank ones, then as read.

    What is missing has no ``value``.
    """
    template = outcome.case.template
    refs = template.program.variables
    variables: dict[str, _Variable] = {}
    for read in outcome.rendered.reads:
        if read.ref >= 0:  # else it stands in an expression that a filter was given as text
            _note(variables, read, refs[read.ref])
    failed = frozenset([failure.span for failure in outcome.rendered.failures])
    found = [_view(one, template, failed) for one in variables.values()]
    return sorted(found, key=lambda one: _RANKS[one["state"]])


def _note(variables: dict[str, _Variable], read: Read, ref: VariableRef) -> None:
    known = variables.setdefault(read.path, _Variable(read.path, ref, read.value, read.missing))
    known.times += 1
    known.spans.setdefault((ref.span.start, ref.span.end), ref)


def _view(one: _Variable, template: Template, failed: frozenset[Span]) -> dict[str, Any]:
    defaulted = all(ref.defaulted for ref in one.spans.values())
    return {
        "path": one.path,
        "state": _state(one, failed),
        **({} if one.missing else {"value": _shown(one.value)}),
        "origin": _origin(one),
        "defaulted": defaulted,
        "times": one.times,
        "places": [_place(template.locate(ref.span)) for ref in one.spans.values()],
    }


def _state(one: _Variable, failed: frozenset[Span]) -> State:
    if one.missing:
        return "missing" if any(ref.span in failed for ref in one.spans.values()) else "unset"
    blank = one.value is None or (isinstance(one.value, str) and not one.value.strip())
    return "blank" if blank or one.value in ([], {}) else "value"


def _origin(one: _Variable) -> str:
    """Say where a value came from; a loop's item came from where the list did."""
    root = _root(one.path)
    origin = _ORIGINS.get(root)
    if one.ref.local and (origin is None or root == _root(one.ref.path)):
        return "template"
    return origin or "service"


def _root(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _shown(value: object) -> object:
    """Return a value as JSON can hold it; what JSON has no word for is shown as text."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[:LONGEST] + "…"
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, dict):
        return {str(key): _shown(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(each) for each in value]
    return str(value)


def _place(place: Location) -> dict[str, Any]:
    position = place.source.position(place.span.start)
    return {
        "file": place.source.name,
        "line": position.line,
        "column": position.column,
        "start": place.span.start,
        "end": place.span.end,
    }
