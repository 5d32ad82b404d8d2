"""Find out what an empty value of the data does to a message, by rendering with a filler instead.

``{{ 'Hi ' | append: customer.nick }}`` prints ``Hi `` and, with a filler, ``Hi 7193``: the empty
value leaves a gap. ``{{ customer.nick | size }}`` prints ``0`` and ``4``: it does not. A name that
the template itself sets to ``''`` prints the same with any filler: nobody's value is missing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Any

from inbox_toolkit.analysis.data_path import Element, Steps, steps_text
from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment, seed_of
from inbox_toolkit.text.span import Span

FILLER = "7193"
"""Digits survive every filter that changes letters, and count as a number and a time."""

_INVISIBLE = re.compile(r'\\[nrt]|\\u00[01][0-9a-f]|\s|"')
_STEP = re.compile(r"\.?([\w-]+)|\[(\d+)\]|\[(['\"])(.*?)\3\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Printed:
    """What one placeholder prints with the empty value, and with a filler instead."""

    span: Span
    empty: str
    filled: str

    @property
    def is_nothing(self) -> bool:
        """Return True if the empty value prints nothing that anyone would see."""
        return _visible(self.empty) in ("", "null") and bool(_visible(self.filled))

    @property
    def is_gap(self) -> bool:
        """Return True if the empty value prints nothing in the place of the filler."""
        rest = _visible(self.filled.replace(FILLER, ""))
        return FILLER in self.filled and rest == _visible(self.empty)


def _visible(text: str) -> str:
    """Return text without whitespace and quotes, also as JSON escapes it."""
    return _INVISIBLE.sub("", text)


class BlankProbe:
    """One case, rendered again with fillers."""

    def __init__(self, case: Case, environment: RenderEnvironment) -> None:
        self._case = case
        self._environment = environment
        self._effects: dict[str, tuple[Printed, ...] | None] = {}

    def effect(self, path: str, value: object) -> tuple[Printed, ...] | None:
        """Return the placeholders that print something else when a path has a filler.

        None if the template takes other branches then: it asks for the value itself.
        """
        if path not in self._effects:
            self._effects[path] = self._compare(path, value)
        return self._effects[path]

    def effect_on_items(self, steps: Steps, value: object) -> tuple[Printed, ...] | None:
        """Do the same for a member of the items of a list: each empty one gets the filler."""
        key = steps_text(steps)
        if key not in self._effects:
            filler: object = [FILLER] if isinstance(value, list) else FILLER
            self._effects[key] = self._effects_of(_fill(self._roots, steps, filler))
        return self._effects[key]

    def _compare(self, path: str, value: object) -> tuple[Printed, ...] | None:
        filler: object = [FILLER] if isinstance(value, list) else FILLER
        steps = _steps(path)
        roots = self._roots
        if not steps or steps[0] not in roots:
            return ()
        return self._effects_of(_put(roots, steps, filler))

    def _effects_of(self, roots: Mapping[str, Any]) -> tuple[Printed, ...] | None:
        filled = self._render(roots)
        if filled.taken_branches != self._empty.taken_branches:
            return None
        return tuple(_differences(list(_pieces(self._empty)), list(_pieces(filled))))

    @cached_property
    def _roots(self) -> dict[str, Any]:
        return self._environment.roots(self._case)

    @cached_property
    def _empty(self) -> RenderedText:
        return self._render(self._roots)

    def _render(self, roots: Mapping[str, Any]) -> RenderedText:
        return run(
            self._case.template.program,
            roots,
            now=self._environment.now,
            seed=seed_of(self._case),
            trace=True,
        )


Piece = tuple[Span, str]
"""A node and what it printed; a node that printed nothing is not listed."""


def _pieces(rendered: RenderedText) -> Iterator[Piece]:
    for piece in rendered.output_map:
        yield piece.span, rendered.text[piece.start : piece.end]


def _differences(empty: list[Piece], filled: list[Piece]) -> Iterator[Printed]:
    """Yield what a filler changes: pieces that it adds or that are not the same."""
    matcher = SequenceMatcher(None, empty, filled, autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        before = empty[start:end]
        for piece in filled[first:last]:
            if piece in before:
                continue
            same = next((one for one in before if one[0] == piece[0]), None)
            if same is not None:
                before.remove(same)
            yield Printed(piece[0], same[1] if same else "", piece[1])


def _steps(path: str) -> list[str | int]:
    """Return the steps of a read's path; none if it is not a path of the data."""
    found: list[str | int] = []
    ends = [0, *(match.end() for match in _STEP.finditer(path))]
    starts = [match.start() for match in _STEP.finditer(path)]
    if starts != ends[:-1] or ends[-1] != len(path) or any(a > b for a, b in pairwise(ends)):
        return []
    for name, index, _, quoted in _STEP.findall(path):
        found.append(int(index) if index else name or quoted)
    return found


def _fill(holder: object, steps: Steps, filler: object) -> Any:
    """Return a copy of nested data with the filler where a path leads to an empty value."""
    if not steps:
        return filler if holder is None or holder in ("", []) else holder
    step, rest = steps[0], steps[1:]
    if isinstance(step, Element):
        return [_fill(one, rest, filler) for one in holder] if isinstance(holder, list) else holder
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return [*holder[:step], _fill(holder[step], rest, filler), *holder[step + 1 :]]
    if isinstance(holder, Mapping):
        return {**holder, str(step): _fill(holder.get(str(step)), rest, filler)}
    return holder


def _put(holder: object, steps: list[str | int], value: object) -> Any:
    """Return a copy of nested data with one value set."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(holder, list) and isinstance(step, int):
        items = [*holder, *([None] * (step + 1 - len(holder)))]
        items[step] = _put(items[step], rest, value)
        return items
    members = dict(holder) if isinstance(holder, Mapping) else {}
    members[str(step)] = _put(members.get(str(step)), rest, value)
    return members
