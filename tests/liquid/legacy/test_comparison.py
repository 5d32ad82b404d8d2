from collections.abc import Callable

import pytest
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING
from inbox_toolkit.liquid.legacy.comparison import (
    at_least,
    at_most,
    contains,
    equals,
    greater,
    less,
    order,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("1", 1),
        ("true", True),
        (1, 1.0),
        (None, MISSING),
        ([], EMPTY),
        ("  ", BLANK),
        ({"a": 1}, {"a": 1}),
    ],
)
def test_equal(left: object, right: object) -> None:
    assert equals(left, right)
    assert equals(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("1.0", 1), ("01", 1), (True, 1), (None, False), (0, EMPTY), (None, ""), ("false", True)],
)
def test_not_equal(left: object, right: object) -> None:
    assert not equals(left, right)
    assert not equals(right, left)


@pytest.mark.parametrize(("left", "right"), [("3", "10"), ("1", 2), (1, 1.5), ("a", "b")])
def test_less(left: object, right: object) -> None:
    assert less(left, right)
    assert greater(right, left)
    assert at_most(left, right)
    assert at_least(right, left)
    assert not at_most(right, left)


@pytest.mark.parametrize(("left", "right"), [(None, 10), (True, 1), ([1], [2])])
def test_no_order(left: object, right: object) -> None:
    assert order(left, right) is None
    for compare in (less, greater, at_most, at_least):
        assert not compare(left, right)
        assert not compare(right, left)


def test_a_number_and_a_text_fail_the_message() -> None:
    with pytest.raises(FilterError, match="comparison of Integer with String failed"):
        less(1, "b")


def test_contains() -> None:
    assert contains("bob", "o")
    assert contains(["1", "2"], "1")
    assert contains({"key": 1}, "key")
    assert not contains([1], True)
    assert not contains("bob", None)
    assert not contains(None, "b")
    # Both read as whole numbers, and a number holds nothing.
    assert not contains("10", "1")


@pytest.mark.parametrize(
    ("compare", "left", "right", "message"),
    [
        (contains, "size 42", 42, "no implicit conversion of Integer into String"),
        (less, {}, 1, "no implicit conversion of Integer into Hash"),
        (less, "a", {}, "comparison of String with Hash failed"),
        (less, "x", BLANK, "comparison of String with :blank\\? failed"),
    ],
)
def test_what_ruby_refuses(
    compare: Callable[[object, object], bool], left: object, right: object, message: str
) -> None:
    with pytest.raises(FilterError, match=message):
        compare(left, right)


def test_objects_compare_as_sets_of_members() -> None:
    assert less({}, {"a": 1})
    assert at_most({"a": 1}, {"a": 1.0})
    assert not less({"a": 1}, {"a": 2, "b": 1})
