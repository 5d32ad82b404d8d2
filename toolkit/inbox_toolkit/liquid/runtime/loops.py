"""The looping half of a run: ranges, parts of lists, turns, and the limits on all of it.

JavaScript's arithmetic where tags show it: ``+`` on anything, ``slice`` with any bounds.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.javascript.values import (
    MISSING,
    Drop,
    js_string,
    js_truthy,
    to_number,
    unwrap,
)
from inbox_toolkit.liquid.runtime.result import Place
from inbox_toolkit.liquid.runtime.variables import Reads

T = TypeVar("T")


def added(left: object, right: object) -> object:
    """Return ``left + right``: texts, lists and objects are joined as text."""
    left, right = unwrap(left), unwrap(right)
    if isinstance(left, str | list | dict) or isinstance(right, str | list | dict):
        return js_string(left) + js_string(right)
    return plain_number(to_number(left) + to_number(right))


def sliced(items: Sequence[T], start: object, stop: object = MISSING) -> tuple[Sequence[T], int]:
    """Return ``items.slice(start, stop)`` and the index it starts at; no stop means the end."""
    count = len(items)
    first = _bound(start, count)
    last = count if stop is MISSING else _bound(stop, count)
    return items[first : max(first, last)], first


def _bound(value: object, count: int) -> int:
    number = to_number(value)
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return count if number > 0 else 0
    at = math.trunc(number)
    return max(count + at, 0) if at < 0 else min(at, count)


def plain_number(number: float) -> int | float:
    """Return a double as Python reads it from JSON: whole ones as int."""
    return int(number) if math.isfinite(number) and number == int(number) else number


def numbers(low: object, high: object, most: int) -> range | list[float] | None:
    """Return the numbers of ``(low..high)``; None where there are more than ``most``.

    Steps of one from ``low`` while below ``high + 1``: (1.5..3) holds 3.5 as well.
    """
    start, stop = to_number(low), to_number(high) + 1
    if not start < stop:
        return range(0)
    if math.isinf(start) or math.isinf(stop) or stop - start > most + 1:
        return None
    if start == int(start):
        return range(int(start), math.ceil(stop))
    return [start + step for step in range(math.ceil(stop - start))]


MOST_STEPS = 1_000_000
"""How many nodes all loops together may render."""

MOST_TEXT = 2_000_000
"""How many characters may be printed, captured, or made by one filter."""

OFTEN = 4_096
"""How many pieces of text are printed between two measurements."""

Emit = Callable[[Iterable[str]], object]


class LimitReached(Exception):  # noqa: N818 - a signal between two modules
    """A limit was passed; the line of the generated code tells where."""


@dataclass(slots=True)
class TagState:
    """What tags remember for themselves while a text is rendered."""

    turns: dict[tuple[str, int], int] = field(default_factory=dict)
    marks: dict[str, object] = field(default_factory=dict)
    counts: dict[str, int | float] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    printed: str | None = None


class Loops(Reads):
    """What generated loops call."""

    __slots__ = ("_measured", "_size", "_step_count", "out", "state")

    def __init__(
        self,
        program: Program,
        names: tuple[tuple[str, ...], ...],
        data: dict[str, object],
        *,
        strict: bool,
        collect: bool,
    ) -> None:
        super().__init__(program, names, data, strict=strict, collect=collect)
        self.out: list[str] = []
        self.state = TagState()
        self._step_count = 0
        self._size = 0
        self._measured = 0

    def steps(self, count: int) -> None:
        """Count what loops render, and measure the text now and then."""
        self._step_count += count
        if self._step_count > MOST_STEPS:
            raise LimitReached
        if len(self.out) - self._measured > OFTEN:
            self.measure()

    def measure(self) -> None:
        """Add up what is printed, and stop where it is too much."""
        self._size += sum(map(len, self.out[self._measured :]))
        self._measured = len(self.out)
        if self._size > MOST_TEXT:
            raise LimitReached

    def numbers(self, low: object, high: object) -> Sequence[object]:
        """Return the numbers of a range, to loop over."""
        found = numbers(low, high, MOST_STEPS)
        if found is None:
            raise LimitReached
        return found

    def span(self, low: object, high: object) -> list[object]:
        """Return the numbers of a range, as a list."""
        return list(self.numbers(low, high))

    def slice(
        self, items: Sequence[object], place: str, label: str, options: dict[str, object]
    ) -> tuple[Sequence[object], Place]:
        """Return the part of a loop's items that ``offset``, ``limit`` and ``reversed`` leave."""
        given = {name: value for name, value in options.items() if value is not MISSING}
        first, step = 0, 1
        if "offset" in given:
            items, first = sliced(items, given["offset"])
        if "limit" in given:
            items, _ = sliced(items, 0, given["limit"])
        if "reversed" in given:
            items = items[::-1]
            first, step = first + len(items) - 1, -1
        offset = given.get("offset", 0)
        self.state.marks[label] = added(offset if js_truthy(offset) else 0, len(items))
        return items, (place, first, step)

    def mark(self, label: str) -> object:
        """Return where the loop of this label stopped (``offset: continue``)."""
        found = self.state.marks.get(label, 0)
        return found if js_truthy(found) else {}

    def table(
        self, items: Sequence[object], place: str, options: dict[str, object]
    ) -> tuple[Sequence[object], Place, object]:
        """Return the items of a ``tablerow``, and its number of columns."""
        offset = options.get("offset", 0)
        offset = offset if js_truthy(offset) else 0
        limit = options.get("limit", MISSING)
        items, first = sliced(
            items, offset, added(offset, len(items) if limit is MISSING else limit)
        )
        columns = options.get("cols", 0)
        return items, (place, first, 1), unwrap(columns) if js_truthy(columns) else len(items)

    def turn(self, group: object, count: int) -> int:
        """Return whose turn it is in a ``cycle``: groups are told apart by name and length."""
        name = "[object Object]" if isinstance(group, Drop) else js_string(group)
        at = self.state.turns.get((name, count), 0)
        self.state.turns[name, count] = (at + 1) % count
        return at
