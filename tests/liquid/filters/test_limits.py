import pytest
from inbox_toolkit.liquid.filters.limits import MAX_ITEMS, TooLargeError, check_item_size

from tests.support.liquid_filters import apply


def test_a_text_joined_with_itself() -> None:
    text = "x" * 100_000
    with pytest.raises(TooLargeError):
        apply("replace", text, "x", text)
    with pytest.raises(TooLargeError):
        apply("join", ["x"] * 100_000, text)
    with pytest.raises(TooLargeError):
        apply("replace", text, "x", text, version="legacy")
    with pytest.raises(TooLargeError):
        apply("join", ["x"] * 100_000, text, version="legacy")


def test_a_list_that_doubles() -> None:
    items = [0] * MAX_ITEMS
    with pytest.raises(TooLargeError):
        apply("concat", items, items)
    with pytest.raises(TooLargeError):
        apply("push", items, 1)
    with pytest.raises(TooLargeError):
        apply("concat", items, items, version="legacy")


def _doubled(times: int) -> object:
    items: object = []
    for _ in range(times):
        items = apply("push", items, items)
    return items


def _nested(times: int) -> object:
    items: object = []
    for _ in range(times):
        items = apply("unshift", [], items)
    return items


def test_a_list_put_into_itself_over_and_over() -> None:
    assert apply("size", _doubled(10)) == 10
    with pytest.raises(TooLargeError):
        _doubled(64)


def test_a_list_nested_ever_deeper() -> None:
    assert apply("size", _nested(90)) == 1
    with pytest.raises(TooLargeError):
        _nested(200)


def test_a_pattern_of_wide_codes() -> None:
    with pytest.raises(TooLargeError):
        apply("date", 0, "%99999d" * 1_000)


def test_reasonable_items_pass() -> None:
    item = {"a": [1, {"b": [[]]}], "c": "text"}
    assert check_item_size(item) is item
