import math

from inbox_toolkit.liquid.javascript.values import MISSING, to_text
from inbox_toolkit.liquid.runtime.drops import LoopDrop, cell_position, open_cell


def test_the_facts_of_a_round() -> None:
    last = LoopDrop("i-list", 2, 3)
    facts = ("index", "index0", "rindex", "rindex0", "first", "last", "length", "name")
    assert [last.read(name) for name in facts] == [3, 2, 1, 0, False, True, 3, "i-list"]
    assert last.read("parentloop") is MISSING
    assert last.read("col") is MISSING


def test_a_loop_prints_as_json() -> None:
    assert to_text(LoopDrop("i-list", 0, 1)) == '{"i":0,"length":1,"name":"i-list"}'


def test_the_cells_of_a_table() -> None:
    loop = LoopDrop("i-list", 3, 4, 3)
    facts = ("row", "col", "col0", "col_first", "col_last")
    assert [loop.read(name) for name in facts] == [2, 1, 0, True, False]
    assert cell_position(4, 2) == (3, 0)
    assert math.isnan(cell_position(0, "x")[0])
    assert open_cell(0, 2) == '<tr class="row1"><td class="col1">'
    assert open_cell(2, 2) == '</tr><tr class="row2"><td class="col1">'
