"""Every variable a case read: its value, where that came from, and where it is written."""

from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Literal

from inbox_toolkit.liquid.compiler.program import Site
from inbox_toolkit.liquid.runtime.result import Read
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Place, Template
from inbox_toolkit.text.span import Span

State = Literal["missing", "blank", "value", "unset"]
"""``unset`` is missing without harm: it is only tested, or there is a default."""
LONGEST = 2000  # characters of a value that are shown

_ORIGINS = {"customer": "profile", "trigger": "data", "snippets": "snippets", "objects": "objects"}
_RANKS: dict[State, int] = {"missing": 0, "blank": 1, "value": 2, "unset": 2}


@dataclass(slots=True)
class _Variable:
    path: str
    site: Site
    value: object
    missing: bool
    times: int = 0
    spans: dict[tuple[int, int], Site] = field(default_factory=dict)


def read_views(outcome: Outcome) -> list[dict[str, Any]]:
    """Return one entry per variable read, missing ones first, then blank ones, then as read.

    What is missing has no ``value``.
    """
    template = outcome.case.template
    sites = template.program.sites
    variables: dict[str, _Variable] = {}
    for read in outcome.rendered.reads:
        if read.site >= 0:  # else it stands in an expression that a filter was given as text
            _note(variables, read, sites[read.site])
    failed = frozenset([failure.span for failure in outcome.rendered.failures])
    found = [_view(one, template, failed) for one in variables.values()]
    return sorted(found, key=lambda one: _RANKS[one["state"]])


def _note(variables: dict[str, _Variable], read: Read, site: Site) -> None:
    known = variables.setdefault(read.path, _Variable(read.path, site, read.value, read.missing))
    known.times += 1
    known.spans.setdefault((site.span.start, site.span.end), site)


def _view(one: _Variable, template: Template, failed: frozenset[Span]) -> dict[str, Any]:
    defaulted = all(site.defaulted for site in one.spans.values())
    return {
        "path": one.path,
        "state": _state(one, failed),
        **({} if one.missing else {"value": _shown(one.value)}),
        "origin": _origin(one),
        "defaulted": defaulted,
        "times": one.times,
        "places": [_place(template.locate(site.span)) for site in one.spans.values()],
    }


def _state(one: _Variable, failed: frozenset[Span]) -> State:
    if one.missing:
        return "missing" if any(site.span in failed for site in one.spans.values()) else "unset"
    blank = one.value is None or (isinstance(one.value, str) and not one.value.strip())
    return "blank" if blank or one.value in ([], {}) else "value"


def _origin(one: _Variable) -> str:
    """Say where a value came from; a loop's item came from where the list did."""
    root = _root(one.path)
    origin = _ORIGINS.get(root)
    if one.site.local and (origin is None or root == _root(one.site.path)):
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


def _place(place: Place) -> dict[str, Any]:
    position = place.source.position(place.span.start)
    return {
        "file": place.source.name,
        "line": position.line,
        "column": position.column,
        "start": place.span.start,
        "end": place.span.end,
    }
