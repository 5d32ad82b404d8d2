import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.numbers import number_to_string, parse_number, to_double


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e21, "1e+21"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-7, "1.5e-7"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (9007199254740993, "9007199254740992"),
        (10**400, "Infinity"),
        (-(10**400), "-Infinity"),
        (math.nan, "NaN"),
        (-1.5, "-1.5"),
    ],
)
def test_printing(number: float, expected: str) -> None:
    assert number_to_string(number) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        (" \ufeff12.5e1\n", 125),
        (".5", 0.5),
        ("5.", 5),
        ("+1", 1),
        ("", 0),
        ("0x1F", 31),
        ("0b101", 5),
        ("0o17", 15),
        ("-Infinity", -math.inf),
        ("1e999", math.inf),
    ],
)
def test_reading(text: str, expected: float) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    "text", ["x", "1_000", "1,5", "-0x1F", "infinity", "nan", "1e", ".", "١", "1 2"]
)
def test_what_is_no_number(text: str) -> None:
    assert math.isnan(parse_number(text))


@given(st.floats(allow_nan=False))
def test_what_is_printed_is_read_again(number: float) -> None:
    assert parse_number(number_to_string(number)) == number


@given(st.integers())
def test_whole_numbers_are_doubles(number: int) -> None:
    assert parse_number(number_to_string(number)) == to_double(number)


def test_two_thousand_doubles_of_v8() -> None:
    recorded = json.loads(
        (Path(__file__).parents[1] / "corpus" / "numbers.json").read_text("utf-8")
    )
    lines = [case for case in recorded if case["template"] == "{{ v | join: ' ' }}"]
    assert lines
    for case in lines:
        printed = " ".join(number_to_string(number) for number in case["data"]["v"])
        assert printed == case["strict"]
