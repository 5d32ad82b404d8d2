import math

import pytest
from inbox_toolkit.liquid.filters.arrays import FARTHEST, added, position, whole
from inbox_toolkit.liquid.javascript.values import MISSING, NIL


@pytest.mark.parametrize(
    ("number", "expected"),
    [(2.9, 2), (-2.9, -2), (math.nan, 0), (math.inf, FARTHEST), (-math.inf, -FARTHEST)],
)
def test_whole_numbers(number: float, expected: int) -> None:
    assert whole(number) == expected


def test_positions() -> None:
    assert [position(value) for value in ("3", None, "x", [2])] == [3, 0, 0, 2]


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
    assert added(left, right) == expected


def test_adding_what_is_missing() -> None:
    total = added(MISSING, 1)
    assert isinstance(total, float)
    assert math.isnan(total)
