import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.json_stringify import json_stringify, quote
from inbox_toolkit.liquid.javascript.values import MISSING, NIL


@pytest.mark.parametrize(
    ("value", "space", "expected"),
    [
        ({"b": 1.0, "2": None, "1": [True]}, 0, '{"1":[true],"2":null,"b":1}'),
        ({"a": [1, {}], "b": []}, 2, '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}'),
        ([1], "--", "[\n--1\n]"),
        ([1], "x" * 20, f"[\n{'x' * 10}1\n]"),
        ([1], "😀" * 9, f"[\n{'😀' * 5}1\n]"),
        ([1], 99, f"[\n{' ' * 10}1\n]"),
        ([1], 0.5, "[\n1\n]"),
        ([1], "a\0b", "[\na1\n]"),
        ([1], -1, "[1]"),
        ([1], True, "[1]"),
        ([1], None, "[1]"),
        ([MISSING], 0, "[null]"),
        ({"a": MISSING}, 0, "{}"),
        ([float("nan"), float("inf")], 0, "[null,null]"),
        (10**400, 0, "null"),
        (NIL, 0, "{}"),
        ("a\u0001\u2028é", 0, '"a\\u0001\u2028é"'),
        ("\ud83d", 0, '"\\ud83d"'),
        ("\ud83d\ude00", 0, '"😀"'),
    ],
)
def test_as_stringify_has_it(value: object, space: object, expected: str) -> None:
    assert json_stringify(value, space) == expected


def test_a_missing_value_has_no_json() -> None:
    assert json_stringify(MISSING) is None


@given(st.text())
def test_a_quoted_text_is_read_again(text: str) -> None:
    assert json.loads(quote(text)) == text
