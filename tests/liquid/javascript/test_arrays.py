import math

import pytest
from inbox_toolkit.liquid.javascript.arrays import add, json_number, range_numbers, slice_items
from inbox_toolkit.liquid.javascript.values import MISSING, NIL


def test_plus_joins_what_is_text() -> None:
    assert add(1, 2) == 3
    assert add("1", 2) == "12"
    assert add([1], None) == "1null"
    assert add(NIL, True) == 1


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        (1, MISSING, ([2, 3], 1)),
        (-1, MISSING, ([3], 2)),
        ("1", 2, ([2], 1)),
        (None, math.inf, ([1, 2, 3], 0)),
        (2, 1, ([], 2)),
        (math.nan, -1, ([1, 2], 0)),
    ],
)
def test_slicing(start: object, stop: object, expected: tuple[list[int], int]) -> None:
    assert slice_items([1, 2, 3], start, stop) == expected


def test_the_numbers_of_a_range() -> None:
    assert list(range_numbers(1, "3", 10) or ()) == [1, 2, 3]
    assert list(range_numbers(1.5, 3, 10) or ()) == [1.5, 2.5, 3.5]
    assert list(range_numbers(3, 1, 10) or ()) == []
    assert range_numbers(1, 10**9, 1000) is None
    assert range_numbers(0, math.inf, 1000) is None


def test_whole_doubles_are_integers_to_python() -> None:
    assert isinstance(json_number(3.0), int)
    assert json_number(2.5) == 2.5
