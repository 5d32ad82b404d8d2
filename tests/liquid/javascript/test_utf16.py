from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.utf16 import (
    code_units,
    has_surrogate_pairs,
    has_surrogates,
    join_surrogates,
    length,
    slice_units,
    to_well_formed,
)

texts = st.text(alphabet="aé€😀𐐷")


def test_an_emoji_has_length_two() -> None:
    assert length("a😀") == 3
    assert has_surrogate_pairs("a😀")
    assert not has_surrogate_pairs("é€")
    assert code_units("😀") == ["\ud83d", "\ude00"]
    assert slice_units("a😀b", 1, 2) == "\ud83d"


def test_what_leaves_is_well_formed() -> None:
    assert to_well_formed("\ud83d" + "\ude00") == "😀"
    assert to_well_formed("a\ud83db") == "a\ufffdb"
    assert join_surrogates("\ude00\ud83d") == "\ude00\ud83d"


@given(texts, st.integers(-9, 9), st.none() | st.integers(-9, 9))
def test_cutting_counts_units(text: str, start: int, end: int | None) -> None:
    assert "".join(code_units(text)[start:end]) == "".join(
        code_units(slice_units(text, start, end))
    )


@given(texts)
def test_a_text_is_its_units(text: str) -> None:
    assert len(code_units(text)) == length(text)
    assert join_surrogates("".join(code_units(text))) == text


@given(st.text(st.characters(), max_size=8) | st.text("a\ud83d\ude00é", max_size=8))
def test_surrogates_are_found(text: str) -> None:
    assert has_surrogates(text) is any("\ud800" <= one <= "\udfff" for one in text)
