import math

from inbox_toolkit.liquid.filters.arrays import identity
from inbox_toolkit.liquid.javascript.values import MISSING


def test_values_are_the_same_by_value() -> None:
    assert identity(1) == identity(1.0)
    assert identity(math.nan) == identity(float("nan"))
    assert identity("a") == identity("a")


def test_values_of_different_types_are_not() -> None:
    different: list[object] = [1, "1", True, None, MISSING, math.nan, "NaN", 0, False, ""]
    assert len({identity(value) for value in different}) == len(different)


def test_lists_and_objects_are_the_same_only_as_one() -> None:
    one: list[object] = []
    assert identity(one) == identity(one)
    assert identity(one) != identity([])
