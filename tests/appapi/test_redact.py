import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.responses import MAX_TEXT, redact, sanitize


def test_a_secret_goes_and_an_empty_one_changes_nothing() -> None:
    assert redact("Bearer abc abc", "abc") == "Bearer [redacted] [redacted]"
    assert redact("text", "") == "text"


def test_controls_escapes_and_direction_marks_go() -> None:
    assert sanitize("a\x1b[31m\nb\u202e c\t\td") == "a[31m b c d"


def test_a_secret_split_by_controls_goes_too() -> None:
    assert "abc" not in sanitize("a\x00bc", "abc")


def test_long_words_are_cut_with_a_sign() -> None:
    shown = sanitize("x" * 1000)
    assert len(shown) == MAX_TEXT
    assert shown.endswith("…")


@given(st.text(max_size=400))
def test_what_is_shown_is_one_printable_line(text: str) -> None:
    shown = sanitize(f"{text}KEY{text}", "KEY")
    assert "KEY" not in shown
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in shown)
