import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.comparison import (
    at_least,
    at_most,
    contains,
    greater_than,
    is_blank,
    is_empty,
    less_than,
    liquid_equals,
)
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL

SHARED = {"a": 1}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 1.0),
        ("a", "a"),
        ([1, ["x"]], [1.0, ["x"]]),
        (SHARED, SHARED),
        (None, None),
        (None, NIL),
        (MISSING, NIL),
        (NIL, NIL),
        ("", EMPTY),
        ([], EMPTY),
        ({}, EMPTY),
        (" \n\ufeff", BLANK),
        (False, BLANK),
        (MISSING, BLANK),
        (9007199254740993, 9007199254740992),
    ],
)
def test_equal(left: object, right: object) -> None:
    assert liquid_equals(left, right)
    assert liquid_equals(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, "1"),
        (1, True),
        (0, False),
        (None, MISSING),
        ({"a": 1}, {"a": 1}),
        (math.nan, math.nan),
        (EMPTY, EMPTY),
        (BLANK, EMPTY),
        (None, EMPTY),
        (0, BLANK),
        (" ", EMPTY),
        ("", NIL),
        ([1], [1, 2]),
        ([], ""),
    ],
)
def test_not_equal(left: object, right: object) -> None:
    assert not liquid_equals(left, right)
    assert not liquid_equals(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 2),
        ("10", "9"),
        ("5", 10),
        (None, 1),
        (False, True),
        ([1], 2),
        ("a", "b"),
        ("😀", "\uffff"),
    ],
)
def test_less(left: object, right: object) -> None:
    assert less_than(left, right)
    assert greater_than(right, left)
    assert at_most(left, right)
    assert at_least(right, left)
    assert not less_than(right, left)


@pytest.mark.parametrize(
    ("left", "right"), [("x", 1), (MISSING, 1), ({}, 1), (NIL, 1), (1, EMPTY), (NIL, NIL)]
)
def test_neither_before_nor_after(left: object, right: object) -> None:
    for compare in (less_than, greater_than, at_most, at_least):
        assert not compare(left, right)
        assert not compare(right, left)


def test_contains() -> None:
    assert contains("order 17", 17)
    assert contains([1, [2]], [2])
    assert contains(["", "a"], EMPTY)
    assert contains("xnullx", None)
    assert not contains(["17"], 17)
    assert not contains({"a": 1}, "a")
    assert not contains(None, None)
    assert not contains(5, 5)


def test_blank_and_empty() -> None:
    blank: list[object] = ["", " ", None, MISSING, NIL, False, [], {}]
    assert all(map(is_blank, blank))
    assert not any(map(is_blank, [0, "a", [None], True]))
    assert not is_empty(None)


texts = st.text(alphabet="aZ\u00e9\ufffd😀𐐷")


@given(texts, texts)
def test_texts_are_ordered_by_their_utf_16_units(left: str, right: str) -> None:
    one, other = left.encode("utf-16-be"), right.encode("utf-16-be")
    assert less_than(left, right) == (one < other)
    assert at_most(left, right) == (one <= other)
