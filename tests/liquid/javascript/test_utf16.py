from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.utf16 import cut, has_pairs, length, mended, units, well_formed

texts = st.text(alphabet="aé€😀𐐷")


def test_an_emoji_has_length_two() -> None:
    assert length("a😀") == 3
    assert has_pairs("a😀")
    assert not has_pairs("é€")
    assert units("😀") == ["\ud83d", "\ude00"]
    assert cut("a😀b", 1, 2) == "\ud83d"


def test_what_leaves_is_well_formed() -> None:
    assert well_formed("\ud83d" + "\ude00") == "😀"
    assert well_formed("a\ud83db") == "a\ufffdb"
    assert mended("\ude00\ud83d") == "\ude00\ud83d"


@given(texts, st.integers(-9, 9), st.none() | st.integers(-9, 9))
def test_cutting_counts_units(text: str, start: int, end: int | None) -> None:
    assert "".join(units(text)[start:end]) == "".join(units(cut(text, start, end)))


@given(texts)
def test_a_text_is_its_units(text: str) -> None:
    assert len(units(text)) == length(text)
    assert mended("".join(units(text))) == text
