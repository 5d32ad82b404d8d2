import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.text.printable import printable


@pytest.mark.parametrize("text", ["", "order_shipped", "Zoë 🚀 日本", "1\u00a0000\u202f€"])
def test_ordinary_text_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r", r"a\nb\r"),
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
        ("\u202eevil", r"\u202eevil"),
        ("\ud800", r"\ud800"),
        ("a\u2028::error::b", r"a\u2028::error::b"),
    ],
)
def test_what_acts_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(), max_size=50))
def test_the_result_is_one_line_that_can_be_encoded(text: str) -> None:
    shown = printable(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown
