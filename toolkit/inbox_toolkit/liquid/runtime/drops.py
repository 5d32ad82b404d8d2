"""``forloop`` and ``tablerowloop`` as templates see them, and the cells of a ``tablerow``.

A *drop*, in Shopify's and liquidjs's word, is an object of the engine's that templates can read
like data (``javascript/values.py``, ``Drop``).
"""

import math

from inbox_toolkit.liquid.javascript.json_stringify import json_stringify
from inbox_toolkit.liquid.javascript.numbers import number_to_string
from inbox_toolkit.liquid.javascript.values import MISSING, Drop, to_number


class LoopDrop(Drop):
    """``forloop``, or ``tablerowloop`` if there are columns, in one round."""

    __slots__ = ("columns", "index", "label", "length")

    def __init__(self, label: str, index: int, length: int, columns: object = MISSING) -> None:
        self.label = label
        self.index = index
        self.length = length
        self.columns = columns

    def value(self) -> object:
        """Return its own fields as JSON: that is what it prints."""
        return json_stringify(self.members(), MISSING)

    def members(self) -> dict[str, object]:
        """Return its own fields."""
        own: dict[str, object] = {"i": self.index, "length": self.length, "name": self.label}
        return own if self.columns is MISSING else {**own, "cols": self.columns}

    def read(self, key: str) -> object:
        """Return a property of the round, or one of its own fields; MISSING for any other."""
        found = self._round() if self.columns is MISSING else {**self._round(), **self._cell()}
        return found.get(key, self.members().get(key, MISSING))

    def _round(self) -> dict[str, object]:
        return {
            "index": self.index + 1,
            "index0": self.index,
            "first": self.index == 0,
            "last": self.index == self.length - 1,
            "rindex": self.length - self.index,
            "rindex0": self.length - self.index - 1,
        }

    def _cell(self) -> dict[str, object]:
        row, column = cell_position(self.index, self.columns)
        is_last = column + 1 == self.columns and not isinstance(self.columns, bool)
        return {
            "row": row,
            "col": column + 1,
            "col0": column,
            "col_first": column == 0,
            "col_last": is_last,
        }


def cell_position(index: int, columns: object) -> tuple[float, float]:
    """Return the row (from 1) and the column (from 0) of a round."""
    count = to_number(columns)
    if math.isnan(count):
        return math.nan, math.nan
    if count == 0:
        return (math.inf if index else math.nan), math.nan
    if math.isinf(count):
        return (1 if count > 0 or index == 0 else 0), index
    return math.floor(index / count) + 1, math.fmod(index, count)


def close_table(length: int, columns: object) -> str:  # noqa: ARG001 - legacy's needs it
    """Return what ``tablerow`` prints behind its cells."""
    return "</tr>" if length else ""


def open_cell(index: int, columns: object) -> str:
    """Return what ``tablerow`` prints before a cell."""
    row, column = cell_position(index, columns)
    start = ""
    if column == 0:
        start = "</tr>" if row != 1 else ""
        start += f'<tr class="row{number_to_string(row)}">'
    return f'{start}<td class="col{number_to_string(column + 1)}">'
