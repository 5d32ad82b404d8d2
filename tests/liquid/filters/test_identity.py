import math

from inbox_toolkit.liquid.filters.arrays import same_value_zero
from inbox_toolkit.liquid.javascript.values import MISSING


def test_values_are_the_same_by_value() -> None:
    assert same_value_zero(1) == same_value_zero(1.0)
    assert same_value_zero(math.nan) == same_value_zero(float("nan"))
    assert same_value_zero("a") == same_value_zero("a")


def test_values_of_different_types_are_not() -> None:
    different: list[object] = [1, "1", True, None, MISSING, math.nan, "NaN", 0, False, ""]
    assert len({same_value_zero(value) for value in different}) == len(different)


def test_lists_and_objects_are_the_same_only_as_one() -> None:
    one: list[object] = []
    assert same_value_zero(one) == same_value_zero(one)
    assert same_value_zero(one) != same_value_zero([])
