import re

import pytest
from inbox_toolkit.liquid.syntax.characters import BLANK, WORD


@pytest.mark.parametrize(
    "character", ["a", "Z", "0", "_", "-", "?", "é", "你", "\ufeff", "😀", "\x80"]
)
def test_word_characters(character: str) -> None:
    assert re.fullmatch(WORD, character)
    assert not re.fullmatch(BLANK, character)


@pytest.mark.parametrize("character", [" ", "\n", "\v", "\u00a0", "\u180e", "\u3000"])
def test_blank_characters(character: str) -> None:
    assert re.fullmatch(BLANK, character)
    assert not re.fullmatch(WORD, character)


@pytest.mark.parametrize("character", [".", ":", "|", "\u201c", "\u201d", "\x1c", "$", "@"])
def test_neither(character: str) -> None:
    assert not re.fullmatch(WORD, character)
    assert not re.fullmatch(BLANK, character)
