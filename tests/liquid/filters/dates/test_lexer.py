from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.filters.dates.lexer import Token, tokenize


def test_the_pieces_of_a_date() -> None:
    assert list(tokenize("14-Mar 5pm")) == [
        Token("number", "14", 14),
        Token("symbol", "-"),
        Token("word", "Mar", 3, "month"),
        Token("space", " "),
        Token("number", "5", 5),
        Token("word", "pm", 12, "half"),
    ]


def test_only_months_may_be_written_longer() -> None:
    (month,), (zone,), (garbage,) = tokenize("Marchtime"), tokenize("gmt"), tokenize("gmtx")
    assert (month.meaning, zone.meaning, garbage.meaning) == ("month", "zone", None)


def test_a_line_separator_is_part_of_a_word() -> None:
    assert [token.kind for token in tokenize("1\u2028sep\u00a0")] == ["number", "word", "space"]


def test_nine_digits_count() -> None:
    assert next(tokenize("001234567890")).value == 123456789


def test_parentheses_are_one_piece() -> None:
    assert [token.kind for token in tokenize("(a (b) c)1(")] == ["other", "number", "other"]


def test_what_a_token_is() -> None:
    (plus,), (zulu,), (both,), (two,) = map(tokenize, ["+", "z", "zZ", "07"])
    assert plus.is_sign
    assert plus.is_symbol("+")
    assert zulu.is_zulu
    assert not both.is_zulu
    assert two.is_digits(2)


@given(st.text(alphabet="0aZ-:. \u00a0é@/+"))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(token.text for token in tokenize(text)) == text
