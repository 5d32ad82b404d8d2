"""Loops, tables, cycles and counters of legacy Liquid while a template renders."""

from collections.abc import Callable, Sequence

from inbox_toolkit.liquid.legacy.comparison import same
from inbox_toolkit.liquid.legacy.values import (
    RubyRange,
    inspect,
    is_true,
    no_conversion,
    no_method,
    to_i,
)
from inbox_toolkit.liquid.runtime.output import MAX_STEPS, LimitReached
from inbox_toolkit.liquid.runtime.result import ListPath
from inbox_toolkit.liquid.runtime.tags import Tags

Options = Callable[[], dict[str, object]]
"""Reads the options of a loop, which is not done where there is nothing to go over."""

NO_TABLE = -1
"""The number of columns of a ``tablerow`` over nil, which prints nothing at all."""


def to_items(value: object) -> Sequence[object]:
    """Return what a loop goes over: a text is one item, and so is each pair of an object."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [[key, item] for key, item in value.items()]
    if isinstance(value, RubyRange):
        if value.count > MAX_STEPS:
            raise LimitReached
        return value.numbers()
    return [value] if isinstance(value, str) and value else ()


class LegacyTags(Tags):
    """The tags of one render in legacy Liquid."""

    __slots__ = ()

    def numbers_list(self, low: object, high: object) -> RubyRange:  # type: ignore[override]
        """Return a range: nothing makes a list of it but a loop."""
        return RubyRange(to_i(low), to_i(high))

    def slice_loop(  # type: ignore[override]
        self, value: object, path: str, label: str, options: Options
    ) -> tuple[Sequence[object], ListPath]:
        """Return the items that ``offset``, ``limit`` and ``reversed`` leave, and their path.

        A text is one item, whatever the options are; they are not even read for what is no list.
        """
        if not isinstance(value, list | dict | str | RubyRange) or value == "":
            return (), path
        items, given = to_items(value), options()
        start = to_i(given.get("offset"))
        limit = given.get("limit")
        first, step = 0, 1
        if not isinstance(value, str):
            stop = to_i(limit) + start if is_true(limit) else None
            first = max(start, 0)
            items = items[first : stop if stop is None else max(stop, 0)]
        if not items:
            return items, path
        if "reversed" in given:
            items = items[::-1]
            first, step = first + len(items) - 1, -1
        self.state.stops[label] = start + len(items)
        return items, (path, first, step)

    def resume_at(self, label: str) -> object:
        """Return where the loop of this label stopped last (``offset: continue``)."""
        return self.state.stops.get(label, 0)

    def slice_table(  # type: ignore[override]
        self, value: object, path: str, options: Options
    ) -> tuple[Sequence[object], ListPath, object]:
        """Return the items of a ``tablerow``, their path, and the number of columns.

        Raises FilterError for what is neither a list nor an object.
        """
        if not is_true(value):
            return (), path, NO_TABLE
        first, given = 0, options()
        if "limit" in given or "offset" in given:
            limit, offset = given.get("limit"), given.get("offset")
            first = to_i(offset) if is_true(offset) else 0
            last = (to_i(limit) if is_true(limit) else -1) + first - 1
            value = _slice(value, first, last)
        if isinstance(value, str):
            no_method("each_with_index", value)
        if not isinstance(value, list | dict):
            no_method("length", value)
        return to_items(value), (path, first, 1), to_i(given.get("cols"))

    def next_turn(self, group: object, count: int) -> int:
        """Return whose turn it is in a ``cycle``; ``count``, for none, if the group had more."""
        name = inspect(group), 0
        turn = self.state.turns.get(name, 0)
        self.state.turns[name] = turn + 1 if turn + 1 < count else 0
        return min(turn, count)

    def step_counter(self, name: str, step: int) -> str:
        """Step a counter and return what it prints: the old value up, the new one down.

        It starts from the data's value, even behind an assigned one. Raises FilterError for one
        that is not a number.
        """
        state, data = self.state, self._variables.data
        before: object = state.counters.get(name, self._variables.original.get(name))
        before = before if is_true(before) else 0
        if isinstance(before, bool) or not isinstance(before, int | float):
            no_conversion(step, "String" if isinstance(before, str) else "Array")
        after = before + step
        state.counters[name] = after
        if name not in state.assigned:
            data[name] = after
        return inspect(before if step > 0 else after)


def _slice(value: object, first: int, last: int) -> object:
    """Return ``value[first..last]``, nil where it begins beyond the end."""
    if isinstance(value, dict):
        return None
    if not isinstance(value, list | str):
        no_method("[]", value)
    size = len(value)
    start = first + size if first < 0 else first
    if not 0 <= start <= size:
        return None
    stop = last + size if last < 0 else last
    return value[start : max(stop + 1, start)]


def loop_object(label: str, index: int, length: int, columns: object = None) -> dict[str, object]:
    """Return ``forloop`` or ``tablerowloop``: an object like any other."""
    position: dict[str, object] = {
        "length": length,
        "index": index + 1,
        "index0": index,
        "rindex": length - index,
        "rindex0": length - index - 1,
        "first": index == 0,
        "last": index == length - 1,
    }
    if columns is None:
        return {"name": label, **position}
    column = _column(index, columns)
    cell = {
        "col": column + 1,
        "col0": column,
        "col_first": column == 0,
        "col_last": same(column, to_i(columns) - 1),
    }
    return {**position, **cell}


def _column(index: int, columns: object) -> int:
    count = to_i(columns)
    return index % count if count > 0 else index


def open_cell(index: int, columns: object) -> str:
    """Return what ``tablerow`` prints before a cell."""
    column = _column(index, columns)
    row = index // to_i(columns) + 1 if to_i(columns) > 0 else 1
    before = ""
    if index == 0:
        before = '<tr class="row1">\n'
    elif column == 0:
        before = f'</tr>\n<tr class="row{row}">'
    return f'{before}<td class="col{column + 1}">'


def close_table(length: int, columns: object) -> str:
    """Return what ``tablerow`` prints behind its cells; for an empty list, all it prints."""
    if columns == NO_TABLE and not length:
        return ""
    return "</tr>\n" if length else '<tr class="row1">\n</tr>\n'
