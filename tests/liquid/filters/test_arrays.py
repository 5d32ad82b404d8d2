import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.comparison import same_value_zero
from inbox_toolkit.liquid.javascript.numbers import MAX_INDEX, to_integer
from inbox_toolkit.liquid.javascript.values import MISSING, NIL, js_add, to_index

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("arrays"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


def test_a_quoted_negative_start_is_a_number() -> None:
    # Customer.io's page: `slice: '-4', 3` of "Customer.io" is "r.i"; liquidjs gives nothing.
    assert apply("slice", "Customer.io", "-4", 3) == "r.i"


def test_limit_takes_the_first_items() -> None:
    assert apply("limit", [1, 2, 3], 2) == [1, 2]
    assert apply("limit", [1, 2, 3], "9") == [1, 2, 3]
    assert apply("limit", [1, 2, 3], -1) == []
    assert apply("limit", None, 2) == []


def test_json_array_uniq_keeps_the_first_of_each() -> None:
    red, blue, other = {"name": "red", "n": 1}, {"name": "blue"}, {"name": "red", "n": 2}
    assert apply("json_array_uniq", [red, blue, other], "name") == [red, blue]
    assert apply("json_array_uniq", [[1], [1], "1"]) == [[1], "1"]


@given(st.lists(st.one_of(st.none(), st.integers(), st.text())))
def test_sorting_keeps_every_item_and_puts_null_last(items: list[object]) -> None:
    ordered = apply("sort", items)
    assert isinstance(ordered, list)
    assert sorted(map(repr, ordered)) == sorted(map(repr, items))
    assert all(item is None for item in ordered[len(items) - items.count(None) :])


@given(st.lists(st.integers() | st.text()))
def test_uniq_is_idempotent(items: list[object]) -> None:
    once = apply("uniq", items)
    assert apply("uniq", once) == once


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
