import pytest
from inbox_toolkit.liquid.errors import FilterError

from tests.support.liquid_filters import apply


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
