import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.values import (
    BLANK,
    EMPTY,
    MISSING,
    NIL,
    Drop,
    get_property,
    is_truthy,
    js_string,
    js_truthy,
    number_or_zero,
    own_keys,
    to_array,
    to_enumerable,
    to_number,
    to_text,
    unwrap,
)


class Counter(Drop):
    """What the engine's own objects look like."""

    def value(self) -> object:
        return '{"i":1}'

    def members(self) -> dict[str, object]:
        return {"i": 1}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "a"),
        (None, ""),
        (MISSING, ""),
        (NIL, ""),
        (EMPTY, ""),
        (True, "true"),
        (3.0, "3"),
        ([1, None, [2, "x"], {"a": 1}], "12x[object Object]"),
        ({}, "[object Object]"),
        (Counter(), '{"i":1}'),
    ],
)
def test_what_is_printed(value: object, expected: str) -> None:
    assert to_text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (MISSING, "undefined"),
        ([1, None, [2, MISSING]], "1,,2,"),
        (NIL, "[object Object]"),
        (False, "false"),
    ],
)
def test_javascript_s_string(value: object, expected: str) -> None:
    assert js_string(value) == expected


def test_a_member_called_tostring_hides_the_method() -> None:
    value: dict[str, object] = {"toString": "x"}
    for convert in (to_text, js_string, to_number, number_or_zero):
        with pytest.raises(FilterError, match="Cannot convert object to primitive value"):
            convert([value] if convert is to_text else value)


def test_only_false_null_and_missing_are_falsy() -> None:
    falsy = [False, None, MISSING, NIL]
    assert not any(map(is_truthy, falsy))
    assert all(map(is_truthy, [True, 0, "", [], {}, EMPTY, BLANK, math.nan]))
    assert not any(map(js_truthy, [False, None, MISSING, 0, "", math.nan]))
    assert all(map(js_truthy, [True, 1, "a", [], {}, NIL]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, 0), (True, 1), ("0x10", 16), ("", 0), ([], 0), ([5], 5), (NIL, 0), (2**1024, math.inf)],
)
def test_numbers(value: object, expected: float) -> None:
    assert to_number(value) == expected


def test_what_is_no_number_counts_as_zero() -> None:
    nothing: list[object] = ["x", [1, 2], {}, MISSING]
    for value in nothing:
        assert math.isnan(to_number(value))
        assert number_or_zero(value) == 0


def test_lists_for_loops_and_for_filters() -> None:
    assert to_enumerable("ab") == ["ab"]
    assert to_enumerable("") == to_enumerable(5) == to_enumerable(None) == []
    assert to_enumerable({"b": 1, "10": 2, "9": 3}) == [["9", 3], ["10", 2], ["b", 1]]
    assert to_array({"a": 1}) == [{"a": 1}]
    assert to_array(None) == to_array(NIL) == []


def test_whole_numbers_come_first_among_keys() -> None:
    keys = ["b", "2", "01", "1", "4294967295", "-1"]
    assert own_keys(dict.fromkeys(keys)) == ["1", "2", "b", "01", "4294967295", "-1"]


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        ({"a": None}, "a", None),
        ({"a": 1}, "b", MISSING),
        ({"a": 1}, "size", 1),
        ({"size": "L"}, "size", "L"),
        ({"a": 1}, "first", MISSING),
        ({"1": "x"}, 1, "x"),
        ({"null": "x"}, NIL, "x"),
        ([1, 2], "first", 1),
        ([1, 2], "last", 2),
        ([], "first", MISSING),
        ([1, 2], -1, 2),
        ([1, 2], "-1", 2),
        ([1, 2], -3, MISSING),
        ([1, 2], 1.0, 2),
        ([1, 2], 1.5, MISSING),
        ([1, 2], "01", MISSING),
        ([1, 2], True, MISSING),
        ([1, 2], "length", 2),
        ("a😀", "size", 3),
        ("abc", 0, "a"),
        ("abc", "first", MISSING),
        (5, "size", MISSING),
        (None, "a", None),
        (MISSING, "a", MISSING),
        (NIL, "a", MISSING),
        (Counter(), "i", 1),
        (Counter(), "value", MISSING),
        ("abc", "upper", MISSING),
        ({}, "__class__", MISSING),
        ([], "append", MISSING),
    ],
)
def test_properties_are_the_data_s_own(value: object, key: object, expected: object) -> None:
    found = get_property(value, key)
    assert found is expected if expected in (None, MISSING) else found == expected


def test_the_special_values_stay_themselves_when_pickled() -> None:
    for value in (MISSING, NIL, EMPTY, BLANK):
        assert pickle.loads(pickle.dumps(value)) is value


def test_a_literal_s_plain_value() -> None:
    assert unwrap(NIL) is None
    assert unwrap(BLANK) == ""
    assert unwrap(5) == 5


keys = st.one_of(st.text(max_size=3), st.integers(), st.floats(), st.none(), st.booleans())


@given(st.recursive(st.none() | st.text() | st.floats(), st.lists), keys)
def test_no_read_is_an_error(value: object, key: object) -> None:
    get_property(value, key)
    to_text(value)
