"""The looping half of a run: ranges, parts of lists, turns, and the limits on all of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from inbox_toolkit.liquid.coercion import added, numbers, sliced
from inbox_toolkit.liquid.program import Program
from inbox_toolkit.liquid.reads import Reads
from inbox_toolkit.liquid.rendered import Place
from inbox_toolkit.liquid.values import MISSING, Drop, loosely_true, plain, string

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
class State:
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
        self.state = State()
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
        self.state.marks[label] = added(offset if loosely_true(offset) else 0, len(items))
        return items, (place, first, step)

    def mark(self, label: str) -> object:
        """Return where the loop of this label stopped (``offset: continue``)."""
        found = self.state.marks.get(label, 0)
        return found if loosely_true(found) else {}

    def table(
        self, items: Sequence[object], place: str, options: dict[str, object]
    ) -> tuple[Sequence[object], Place, object]:
        """Return the items of a ``tablerow``, and its number of columns."""
        offset = options.get("offset", 0)
        offset = offset if loosely_true(offset) else 0
        limit = options.get("limit", MISSING)
        items, first = sliced(
            items, offset, added(offset, len(items) if limit is MISSING else limit)
        )
        columns = options.get("cols", 0)
        return items, (place, first, 1), plain(columns) if loosely_true(columns) else len(items)

    def turn(self, group: object, count: int) -> int:
        """Return whose turn it is in a ``cycle``: groups are told apart by name and length."""
        name = "[object Object]" if isinstance(group, Drop) else string(group)
        at = self.state.turns.get((name, count), 0)
        self.state.turns[name, count] = (at + 1) % count
        return at
