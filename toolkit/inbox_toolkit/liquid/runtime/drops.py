"""``forloop`` and ``tablerowloop`` as templates see them, and the cells of a ``tablerow``."""

import math

from inbox_toolkit.liquid.javascript.json_stringify import json_stringify
from inbox_toolkit.liquid.javascript.numbers import number_to_string
from inbox_toolkit.liquid.javascript.values import MISSING, Drop, to_number


class LoopObject(Drop):
    """A loop in one of its rounds."""

    __slots__ = ("columns", "label", "length", "turn")

    def __init__(self, label: str, turn: int, length: int, columns: object = None) -> None:
        self.label = label
        self.turn = turn
        self.length = length
        self.columns = columns

    def value(self) -> object:
        """Return its own fields as JSON, which is what printing it shows."""
        return json_stringify(self.members(), MISSING)

    def members(self) -> dict[str, object]:
        """Return its own fields."""
        own: dict[str, object] = {"i": self.turn, "length": self.length, "name": self.label}
        return own if self.columns is None else {**own, "cols": self.columns}

    def read(self, key: str) -> object:
        """Return a fact of the round, or one of its own fields."""
        facts = self._facts() if self.columns is None else {**self._facts(), **self._cell()}
        return facts.get(key, self.members().get(key, MISSING))

    def _facts(self) -> dict[str, object]:
        return {
            "index": self.turn + 1,
            "index0": self.turn,
            "first": self.turn == 0,
            "last": self.turn == self.length - 1,
            "rindex": self.length - self.turn,
            "rindex0": self.length - self.turn - 1,
        }

    def _cell(self) -> dict[str, object]:
        row, column = cell(self.turn, self.columns)
        is_last = column + 1 == self.columns and not isinstance(self.columns, bool)
        return {
            "row": row,
            "col": column + 1,
            "col0": column,
            "col_first": column == 0,
            "col_last": is_last,
        }


def cell(turn: int, columns: object) -> tuple[float, float]:
    """Return row (from 1) and column (from 0) of a round."""
    count = to_number(columns)
    if math.isnan(count) or count == 0:
        return math.nan, math.nan
    if math.isinf(count):
        return (1 if count > 0 or turn == 0 else 0), turn
    return math.floor(turn / count) + 1, math.fmod(turn, count)


def opening(turn: int, columns: object) -> str:
    """Return what ``tablerow`` prints before a cell."""
    row, column = cell(turn, columns)
    start = ""
    if column == 0:
        start = "</tr>" if row != 1 else ""
        start += f'<tr class="row{number_to_string(row)}">'
    return f'{start}<td class="col{number_to_string(column + 1)}">'
