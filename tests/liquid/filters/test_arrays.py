import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("lists"))
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
