import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.values import MISSING, NIL
from inbox_toolkit.liquid.legacy.values import inspect, integer, json_text, number, printed, text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.0, "3.0"),
        (1e16, "1.0e+16"),
        (1.5e-7, "1.5e-07"),
        (-math.inf, "-Infinity"),
        (math.nan, "NaN"),
        (10**30, "1" + "0" * 30),
        (True, "true"),
        (None, ""),
        (MISSING, ""),
        (NIL, ""),
        ([1, None, ["a", 2.0]], "1a2.0"),
        ({"a": [1, None], "b": 'x"#{y}\n#'}, '{"a"=>[1, nil], "b"=>"x\\"\\#{y}\\n#"}'),
    ],
)
def test_what_is_printed(value: object, expected: str) -> None:
    assert printed(value) == expected


def test_a_list_as_text_is_ruby_code() -> None:
    assert text([1, "a", None]) == '[1, "a", nil]'
    assert inspect("\x01\x1b") == '"\\u0001\\e"'


@pytest.mark.parametrize(
    ("value", "expected"),
    [("4.3", 4.3), ("4", 4), ("-4.5", -4), ("12 monkeys", 12), ("x", 0), (None, 0), (True, 0)],
)
def test_numbers(value: object, expected: float) -> None:
    found = number(value)
    assert found == expected
    assert type(found) is type(expected)


def test_whole_numbers() -> None:
    assert integer(7.9) == 7
    assert integer(math.inf) == 0
    assert integer([1]) == 0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_json_is_read_again(value: object) -> None:
    assert json.loads(json_text(value)) == value
    inspect(value)


def test_json_keeps_the_point() -> None:
    assert json_text({"a": [1.0, NIL, "é"]}) == '{"a":[1.0,null,"é"]}'
