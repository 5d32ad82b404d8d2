import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript import utf16

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("text"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


def test_halves_of_a_character_are_made_whole() -> None:
    assert apply("join", apply("split", "a😀b", ""), "") == "a😀b"
    assert apply("append", "\ud83d", "\ude00") == "😀"


def test_contains_is_the_operator() -> None:
    assert apply("contains", "order 17", 17) is True
    assert apply("contains", ["a", "b"], "c") is False


@given(st.text(), st.text(max_size=3), st.text(max_size=3))
def test_replacing_there_and_back_keeps_texts_that_do_not_overlap(
    text: str, old: str, new: str
) -> None:
    replaced = apply("replace", text, old, new)
    assert isinstance(replaced, str)
    if old and not new:
        assert apply("remove", text, old) == replaced
    if old not in text:
        assert replaced == text


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("pluralize", ("item", "items"), "3 items"),
        ("pluralize", ("item",), "3 items"),
        ("titlecase", (), "3"),
    ],
)
def test_customer_io_s_own(name: str, arguments: tuple[object, ...], expected: str) -> None:
    assert apply(name, 3, *arguments) == expected


def test_one_is_singular_as_a_text_too() -> None:
    assert apply("pluralize", "1", "item", "items") == "1 item"
    assert apply("pluralize", 1.5, "item", "items") == "1.5 items"


def test_titlecase_keeps_the_spaces() -> None:
    assert apply("titlecase", "the  LAST of\nus") == "The  Last Of\nUs"


@given(st.text(), st.integers(3, 60))
def test_a_truncated_text_is_never_longer_than_asked(text: str, length: int) -> None:
    cut = apply("truncate", text, length)
    assert isinstance(cut, str)
    assert utf16.length(cut) <= length or cut == text
