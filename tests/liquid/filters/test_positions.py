import math

import pytest
from inbox_toolkit.liquid.filters.arrays import MAX_INDEX, js_add, to_index, to_integer
from inbox_toolkit.liquid.javascript.values import MISSING, NIL


@pytest.mark.parametrize(
    ("number", "expected"),
    [(2.9, 2), (-2.9, -2), (math.nan, 0), (math.inf, MAX_INDEX), (-math.inf, -MAX_INDEX)],
)
def test_whole_numbers(number: float, expected: int) -> None:
    assert to_integer(number) == expected


def test_positions() -> None:
    assert [to_index(value) for value in ("3", None, "x", [2])] == [3, 0, 0, 2]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (1, 2, 3),
        ("1", 2, "12"),
        ([1], 2, "12"),
        (None, 2, 2),
        (NIL, True, 1),
        ({}, 1, "[object Object]1"),
    ],
)
def test_adding(left: object, right: object, expected: object) -> None:
    assert js_add(left, right) == expected


def test_adding_what_is_missing() -> None:
    total = js_add(MISSING, 1)
    assert isinstance(total, float)
    assert math.isnan(total)
