import pytest
from inbox_toolkit.text.digits import parse_digits


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_ascii_digits_are_a_number(text: str, number: int) -> None:
    assert parse_digits(text) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", " 1", "1.0", "1_0", "٣", "1٣", "²", "１", "9" * 19, "9" * 5_000]
)
def test_nothing_else_is(text: str) -> None:
    assert parse_digits(text) is None
