import pytest
from hypothesis import given
from hypothesis import strategies as st

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
