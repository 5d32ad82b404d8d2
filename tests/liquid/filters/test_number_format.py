from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.filters.number_format import (
    currency_digits,
    format_currency,
    format_decimal,
    round_half_up,
)


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
