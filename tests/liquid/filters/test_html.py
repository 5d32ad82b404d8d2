import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.errors import FilterError

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("html"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


def test_htmlencode_is_the_old_name_of_escape() -> None:
    assert apply("htmlencode", '"<') == "&#34;&lt;"


def test_a_tag_that_never_ends_stays_or_fails_the_message() -> None:
    assert apply("strip_html", "<b") == "<b"
    assert apply("strip_html", "<i>x</i><b") == "x<b"
    for text in ("a < b", "a <b>c < d", "a<script>"[:-1]):
        with pytest.raises(FilterError, match="Invalid string length"):
            apply("strip_html", text)


@pytest.mark.parametrize("text", ["<" * 20_000, "<script" * 5_000, "<!--" * 5_000 + "<style"])
def test_hostile_markup_takes_linear_time(text: str) -> None:
    assert apply("strip_html", text) == text


@given(st.text(alphabet="&<>\"'a#;3491amplt"))
def test_escaping_once_is_enough(text: str) -> None:
    once = apply("escape_once", text)
    assert apply("escape_once", once) == once
