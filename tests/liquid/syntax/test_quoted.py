import pytest
from inbox_toolkit.liquid.syntax.cursor import unquote


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("'plain'", "plain"),
        ('"it\'s"', "it's"),
        (r"'a\nb\tc'", "a\nb\tc"),
        (r"'\''", "'"),
        (r"'\\'", "\\"),
        (r"'\u0041\u41'", "AA"),
        (r"'\u'", "\0"),
        (r"'\101\7'", "A\x07"),
        (r"'\d'", "d"),
        (r"'\ud83d\ude00'", "😀"),
        ("''", ""),
    ],
)
def test_escapes_mean_what_they_mean_in_javascript(source: str, text: str) -> None:
    assert unquote(source) == text


def test_a_text_that_is_never_closed_loses_its_last_character() -> None:
    assert unquote("'abc") == "ab"
