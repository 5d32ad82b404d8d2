"""Every variable a case read: its value, where that came from, and where it is written."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from inbox_toolkit.liquid.compiler.program import VariableRef
from inbox_toolkit.liquid.runtime.result import Read
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.places import place_view
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import (
    Origin,
    ValueType,
    VariableGroup,
    VariableState,
    VariableView,
    WholeValue,
)
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.text.digits import parse_digits
from inbox_toolkit.text.span import Span
from inbox_toolkit.web.wire import ABSENT, Json

LONGEST = 2000  # characters of a text that are shown
MOST_PARTS = 500  # members and items of a value that are shown, at every level together

_ORIGINS: Mapping[str, Origin] = {
    "customer": "profile",
    "trigger": "data",
    "snippets": "snippets",
    "objects": "objects",
}
_GROUPS: Mapping[Origin, VariableGroup] = {"profile": "profile", "data": "data"}
_RANKS: Mapping[VariableState, int] = {"missing": 0, "blank": 1, "value": 2, "unset": 2}
_STEP = re.compile(r"\.(?P<name>[^.\[\]=]+)|\[(?P<index>\d+)\]|\['(?P<key>[^'\\.=\[\]]+)'\]")


@dataclass(slots=True)
class _Variable:
    path: str
    ref: VariableRef
    value: object
    missing: bool
    times: int = 0
    spans: dict[tuple[int, int], VariableRef] = field(default_factory=dict)


def variable_views(outcome: Outcome, wanted: Selection | None = None) -> list[VariableView]:
    """Return one entry per variable read, missing ones first, then blank ones, then as read.

    ``wanted`` knows which values were changed.
    """
    refs = outcome.case.template.program.variables
    variables: dict[str, _Variable] = {}
    for read in outcome.rendered.reads:
        if read.ref >= 0:  # else it stands in an expression that a filter was given as text
            _note(variables, read, refs[read.ref])
    context = _Context(outcome, wanted)
    found = [context.view(one) for one in variables.values()]
    return sorted(found, key=lambda one: _RANKS[one.state])


def _note(variables: dict[str, _Variable], read: Read, ref: VariableRef) -> None:
    known = variables.get(read.path)
    if known is None:
        known = variables[read.path] = _Variable(read.path, ref, read.value, read.missing)
    known.times += 1
    known.spans.setdefault((ref.span.start, ref.span.end), ref)


class _Context:
    """What the variables of one outcome are judged by."""

    def __init__(self, outcome: Outcome, wanted: Selection | None) -> None:
        self.case = outcome.case
        self.failed = frozenset(failure.span for failure in outcome.rendered.failures)
        self.dated = frozenset(
            one.node_span for one in self.case.template.program.filters if one.name == "date"
        )
        self.changed = [one.partition("=")[0] for one in wanted.changes] if wanted else []
        self.removed = wanted.removed if wanted else ()

    def view(self, one: _Variable) -> VariableView:
        state, origin = _state(one, self.failed), origin_of(one.path, one.ref)
        editable = edit_path(self.case, one.path) if origin in ("profile", "data") else None
        shown = _Shown()
        value = ABSENT if one.missing else shown.of(one.value)
        locate = self.case.template.locate
        return VariableView(
            path=one.path,
            group=_group(state, origin),
            state=state,
            type=self._type(one),
            origin=origin,
            defaulted=all(ref.defaulted for ref in one.spans.values()),
            times=one.times,
            places=tuple(place_view(locate(ref.span)) for ref in one.spans.values()),
            edit_path=editable,
            changed=(
                "set"
                if _touches(editable, self.changed)
                else "unset"
                if _touches(editable, self.removed)
                else None
            ),
            is_shortened=shown.is_shortened or _is_inexact(one.value),
            value=value,
        )

    def _type(self, one: _Variable) -> ValueType:
        kind = _value_type(one)
        if kind != "number" or not any(ref.node_span in self.dated for ref in one.spans.values()):
            return kind
        return "date"


def whole_value(state: ProjectState, wanted: Selection, path: str) -> WholeValue:
    """Return the value at a path of a fixture, as it would be set; absent where there is none.

    Raises UsageError where there is no such case.
    """
    case = wanted.case_on(state)
    root, *steps = path.split(".")
    holder: object = {"customer": case.profile.data, "trigger": case.message_data}.get(root, ABSENT)
    for step in steps:
        holder = _below(holder, step)
    if isinstance(holder, str) or holder is ABSENT:
        return WholeValue(path, is_json=False, text=holder)
    return WholeValue(path, is_json=True, text=json.dumps(holder, ensure_ascii=False, indent=2))


def origin_of(path: str, ref: VariableRef) -> Origin:
    """Say where a value came from; a loop's item came from where the list did."""
    root = _root(path)
    origin = _ORIGINS.get(root)
    if ref.local and (origin is None or root == _root(ref.path)):
        return "template"
    return origin or "service"


def edit_path(case: Case, path: str) -> str | None:
    """Return the path to set or unset for a variable; None for what no fixture holds.

    A list's ``size`` and ``first`` are computed, and a key with a dot in it cannot be named.
    """
    root = _root(path)
    holder: object = case.profile.data if root == "customer" else case.message_data
    steps, at = [], len(root)
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            return None
        name = found["name"] or found["key"]
        if holder is not ABSENT:
            if not isinstance(holder, list if name is None else Mapping):
                return None
            holder = _below(holder, found["index"] if name is None else name)
        steps.append(found["index"] if name is None else name)
        at = found.end()
    return ".".join([root, *steps]) if steps else None


def _below(holder: object, step: str) -> object:
    """Return a member or an item, ``ABSENT`` where there is none."""
    if isinstance(holder, list):
        index = parse_digits(step)
        return holder[index] if index is not None and index < len(holder) else ABSENT
    return holder.get(step, ABSENT) if isinstance(holder, Mapping) else ABSENT


def _touches(path: str | None, others: Sequence[str]) -> bool:
    """Return True if a path, or something above or below it, is among others."""
    return path is not None and any(
        f"{path}.".startswith(f"{one}.") or f"{one}.".startswith(f"{path}.") for one in others
    )


def _group(state: VariableState, origin: Origin) -> VariableGroup:
    if state == "missing":
        return "missing"
    return _GROUPS.get(origin, "computed")


def _state(one: _Variable, failed: frozenset[Span]) -> VariableState:
    if one.missing:
        return "missing" if any(ref.span in failed for ref in one.spans.values()) else "unset"
    blank = one.value is None or (isinstance(one.value, str) and not one.value.strip())
    return "blank" if blank or one.value in ([], {}) else "value"


def _value_type(one: _Variable) -> ValueType:
    if one.missing:
        return "absent"
    match one.value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case dict():
            return "object"
        case list() | tuple():
            return "list"
        case _:
            return "text"


def _root(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def shown_value(value: object) -> Json:
    """Return a value as the page shows it, shortened where it is long."""
    return _Shown().of(value)


def _is_inexact(value: object) -> bool:
    """Return True for a number that JavaScript would round."""
    return isinstance(value, int) and abs(value) >= 2**53


class _Shown:
    """Makes JSON of a value, shortening what is long; what JSON has no word for becomes text."""

    def __init__(self) -> None:
        self.is_shortened = False
        self._left = MOST_PARTS

    def of(self, value: object) -> Json:
        if isinstance(value, str):
            if len(value) <= LONGEST:
                return value
            self.is_shortened = True
            return value[:LONGEST] + "…"
        if value is None or isinstance(value, bool | int):
            return str(value) if _is_inexact(value) else value
        if isinstance(value, float):
            return value if isfinite(value) else str(value)
        if isinstance(value, Mapping):
            keys = self._some(list(value))
            return {str(key): self.of(value[key]) for key in keys}
        if isinstance(value, list | tuple):
            return [self.of(each) for each in self._some(value)]
        return str(value)

    def _some(self, parts: Sequence[object]) -> Sequence[object]:
        kept = parts[: self._left]
        self._left -= len(kept)
        self.is_shortened |= len(kept) < len(parts)
        return kept
