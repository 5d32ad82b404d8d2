import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.numbers import (
    number_to_string,
    parse_number,
    power_of_ten,
    to_double,
)


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


"""Powers of ten have V8's digits; what V8 (Node 20) prints was written down."""


WRITTEN_DOWN = [
    (0.0, 1.0),
    (-0.0, 1.0),
    (1.0, 10.0),
    (-1.0, 0.1),
    (2.0, 100.0),
    (-4.0, 0.00009999999999999999),
    (-5.0, 0.000009999999999999999),
    (0.5, 3.1622776601683795),
    (2.5, 316.2277660168379),
    (23.0, 1e23),
    (-101.0, 9.999999999999999e-102),
    (-307.0, 1.0000000000000001e-307),
    (308.0, 1e308),
    (-323.0, 1e-323),
    (-324.0, 0.0),
    (309.0, math.inf),
    (1e300, math.inf),
    (-1e300, 0.0),
    (math.inf, math.inf),
    (-math.inf, 0.0),
]


@pytest.mark.parametrize(("exponent", "power"), WRITTEN_DOWN)
def test_a_power_of_ten_is_v8s(exponent: float, power: float) -> None:
    assert power_of_ten(exponent) == power


def test_nan_stays_nan() -> None:
    assert math.isnan(power_of_ten(math.nan))


@given(st.floats(allow_nan=False))
def test_it_is_never_further_off_than_the_last_digits(exponent: float) -> None:
    try:
        expected = math.pow(10.0, exponent)
    except OverflowError:
        expected = math.inf
    assert power_of_ten(exponent) == pytest.approx(expected, rel=1e-14)
