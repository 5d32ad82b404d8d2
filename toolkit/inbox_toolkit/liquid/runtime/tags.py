"""What tags do while a template renders: parts of loops, cycles, counters and captures."""

from collections.abc import Sequence
from typing import TypeGuard

from inbox_toolkit.liquid.javascript.arrays import add, json_number, range_numbers, slice_items
from inbox_toolkit.liquid.javascript.numbers import to_double
from inbox_toolkit.liquid.javascript.values import MISSING, Drop, js_string, js_truthy
from inbox_toolkit.liquid.runtime.fast_paths import to_text_fast
from inbox_toolkit.liquid.runtime.output import MAX_STEPS, Emit, LimitReached, Output
from inbox_toolkit.liquid.runtime.result import ListPath
from inbox_toolkit.liquid.runtime.variables import VariableReader


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


class TagState:
    """What tags remember from one use to the next."""

    __slots__ = ("assigned", "changed", "counters", "stops", "turns")

    def __init__(self) -> None:
        self.turns: dict[tuple[str, int], int] = {}
        """Whose turn it is in each ``cycle``."""

        self.stops: dict[str, object] = {}
        """The index at which each loop stopped, for ``offset: continue``."""

        self.counters: dict[str, int | float] = {}
        self.assigned: set[str] = set()
        """Names of counters that were assigned as well."""

        self.changed: str | None = None
        """What ``ifchanged`` printed last."""


class Tags:
    """The tags of one render."""

    __slots__ = ("_output", "_variables", "state")

    def __init__(self, variables: VariableReader, output: Output) -> None:
        self.state = TagState()
        self._variables = variables
        self._output = output

    # --- loops -------------------------------------------------------------------------------

    def numbers(self, low: object, high: object) -> Sequence[object]:
        """Return the numbers of a range, to loop over. Raises LimitReached."""
        found = range_numbers(low, high, MAX_STEPS)
        if found is None:
            raise LimitReached
        return found

    def numbers_list(self, low: object, high: object) -> list[object]:
        """Return the numbers of a range as a list. Raises LimitReached."""
        found = self.numbers(low, high)
        self._output.count_copies(len(found))
        return list(found)

    def slice_loop(
        self, items: Sequence[object], path: str, label: str, options: dict[str, object]
    ) -> tuple[Sequence[object], ListPath]:
        """Return the items that ``offset``, ``limit`` and ``reversed`` leave, and their path."""
        given = {name: value for name, value in options.items() if value is not MISSING}
        first, step = 0, 1
        self._output.count_copies(len(items))
        if "offset" in given:
            items, first = slice_items(items, given["offset"])
        if "limit" in given:
            items, _ = slice_items(items, 0, given["limit"])
        if "reversed" in given:
            items = items[::-1]
            first, step = first + len(items) - 1, -1
        offset = given.get("offset", 0)
        self.state.stops[label] = add(offset if js_truthy(offset) else 0, len(items))
        return items, (path, first, step)

    def resume_at(self, label: str) -> object:
        """Return where the loop of this label stopped (``offset: continue``)."""
        found = self.state.stops.get(label, 0)
        return found if js_truthy(found) else {}

    def slice_table(
        self, items: Sequence[object], path: str, options: dict[str, object]
    ) -> tuple[Sequence[object], ListPath, object]:
        """Return the items of a ``tablerow``, their path, and the number of columns."""
        offset = options.get("offset", 0)
        offset = offset if js_truthy(offset) else 0
        limit = options.get("limit", MISSING)
        end = add(offset, len(items) if limit is MISSING else limit)
        self._output.count_copies(len(items))
        items, first = slice_items(items, offset, end)
        columns = options.get("cols", 0)
        return items, (path, first, 1), columns if js_truthy(columns) else len(items)

    def next_turn(self, group: object, count: int) -> int:
        """Return whose turn it is in a ``cycle``; groups differ by their name and their length."""
        name = "[object Object]" if isinstance(group, Drop) else js_string(group)
        turn = self.state.turns.get((name, count), 0)
        self.state.turns[name, count] = (turn + 1) % count
        return turn

    # --- names -------------------------------------------------------------------------------

    def step_counter(self, name: str, step: int) -> str:
        """Step a counter and return what it prints: the old value up, the new one down."""
        state, data = self.state, self._variables.data
        if name not in state.counters:
            given = None if name in state.assigned else data.get(name)
            state.counters[name] = given if _is_number(given) else 0
        before = state.counters[name]
        state.counters[name] = after = json_number(to_double(before) + step)
        if name not in state.assigned:
            data[name] = after
        return to_text_fast(before if step > 0 else after)

    def assign_counter(self, name: str, value: object) -> None:
        """Assign a name that a counter has as well: the assigned value hides the counter's."""
        state, data = self.state, self._variables.data
        if name not in state.assigned:
            state.assigned.add(name)
            given = data.get(name)
            if _is_number(given):  # the counter goes on from the data, which is hidden from now on
                state.counters.setdefault(name, given)
        data[name] = value

    def close_capture(self, name: str) -> Emit:
        """End a capture, assign its text, and return what prints outside."""
        self.assign_counter(name, self._output.close_capture())
        return self._output.emit

    def close_ifchanged(self) -> tuple[Emit, str]:
        """End the capture of an ``ifchanged``; return what prints outside, and what to print."""
        text = self._output.close_capture()
        if text == self.state.changed:
            text = ""
        else:
            self.state.changed = text
        return self._output.emit, text
