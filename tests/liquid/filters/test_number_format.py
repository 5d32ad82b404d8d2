from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.number_format import (
    currency_digits,
    format_currency,
    format_decimal,
    round_half_up,
)

from tests.support.liquid_filters import apply


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "-1,234,567.5"),
        ("hi_IN", "-12,34,567.5"),
        ("sv", "−1\u00a0234\u00a0567,5"),
        ("pl", "-1\u00a0234\u00a0567,5"),
        ("fa", "\u200e−۱٬۲۳۴٬۵۶۷٫۵"),
    ],
)
def test_the_shape_of_a_number(locale: str, expected: str) -> None:
    assert format_decimal(Decimal("-1234567.5"), Locale.parse(locale)) == expected


def test_four_digits_are_not_grouped_everywhere() -> None:
    shown = {
        name: format_decimal(Decimal(1234), Locale.parse(name))
        for name in ("es", "es_MX", "pt_PT", "pt_BR")
    }
    assert shown == {"es": "1234", "es_MX": "1,234", "pt_PT": "1234", "pt_BR": "1.234"}


def test_a_currency_s_letters_stand_apart() -> None:
    swiss = Locale.parse("de_CH")
    assert format_currency(Decimal(5), "CHF", 2, swiss) == "CHF\u00a05.00"
    assert format_currency(Decimal(-5), "CHF", 2, swiss) == "CHF-5.00"


def test_halves_go_away_from_zero() -> None:
    assert round_half_up(Decimal("2.5"), 0) == 3
    assert round_half_up(Decimal("-2.5"), 0) == -3
    assert round_half_up(Decimal("1e300"), 2) == Decimal("1e300")


def test_digits_of_currencies() -> None:
    assert (currency_digits("USD"), currency_digits("JPY"), currency_digits("HUF")) == (2, 0, 0)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_is_too_long(number: float) -> None:
    text = format_currency(Decimal(repr(number)), "USD", 2, Locale.parse("en_US"))
    assert float(text.replace("$", "").replace(",", "")) == pytest.approx(number, abs=0.01)


@pytest.mark.parametrize(
    ("value", "arguments", "expected"),
    [
        (10, ("en-us",), "$10.00"),
        (1234567.896, (), "$1,234,567.90"),
        (1234567.896, ("en-GB",), "£1,234,567.90"),
        (1234567.896, ("en", "EUR"), "€1,234,567.90"),
        (-5, (), "-$5.00"),
        (1.005, (), "$1.01"),
        ("12.5", (), "$12.50"),
        (1234.5, ("de-DE",), "1.234,50\u00a0€"),
        (1234.5, ("es",), "1234,50\u00a0€"),
        (1234.5, ("sv-FI",), "1\u00a0234,50\u00a0€"),
        (1234.5, ("ja-JP",), "\uffe51,235"),
        (1234.5, ("en-AU", "USD"), "USD\u00a01,234.50"),
        (12, ("ar-EG", "EUR"), "\u200f١٢٫٠٠\u00a0€"),
        (1e21, (), "$1,000,000,000,000,000,000,000.00"),
    ],
)
def test_currency(value: object, arguments: tuple[object, ...], expected: str) -> None:
    assert apply("currency", value, *arguments) == expected


def test_rounded_currency() -> None:
    assert apply("rounded_currency", 1234567.896, "en", "EUR") == "€1,234,568"
    assert apply("rounded_currency", 0.5, "en") == "$1"


def test_format_number() -> None:
    assert apply("format_number", 10000) == "10,000"
    assert apply("format_number", 123456.78, "fr") == "123\u202f456,78"
    assert apply("format_number", 0.12345) == "0.123"
    assert apply("format_number", 100.0) == "100"
    assert apply("number_with_delimeter", 10000) == "10,000"


def test_what_is_no_number_stays() -> None:
    for value in (None, "", "ten", True, [1], {"a": 1}):
        assert apply("currency", value) == value


def test_unknown_places_speak_english_and_misspelt_ones_are_refused() -> None:
    assert apply("format_number", 10000, "xx-YY") == "10,000"
    for tag in ("en_US", "", "english, please", "e"):
        with pytest.raises(FilterError, match="Incorrect locale"):
            apply("currency", 1, tag)
    with pytest.raises(FilterError, match="Invalid currency code"):
        apply("currency", 1, "en", "EURO")
    with pytest.raises(FilterError):
        apply("currency", 1, ["en"], ["x"])
