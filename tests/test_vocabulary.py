"""Made-up people."""

import re

import pytest
from inbox_toolkit.vocabulary import WORDS, Person


def test_names_stand_in_the_languages_order() -> None:
    assert WORDS["de"].full_name(Person("Lena", "Schäfer", "")) == "Lena Schäfer"
    assert WORDS["ja"].full_name(Person("結衣", "佐藤", "")) == "佐藤 結衣"


@pytest.mark.parametrize("language", WORDS)
def test_there_is_enough_of_everything(language: str) -> None:
    words = WORDS[language]
    assert len(set(words.people)) == 5
    for person in words.people:
        assert re.fullmatch(r"[a-z]+\.[a-z]+", person.handle)
    for texts in (
        words.streets,
        words.companies,
        words.products,
        words.titles,
        words.sentences,
        words.tags,
    ):
        assert len(set(texts)) == 3


@pytest.mark.parametrize("language", sorted(set(WORDS) - {"en"}))
def test_names_are_not_only_plain_letters(language: str) -> None:
    assert not "".join(one.first + one.last for one in WORDS[language].people).isascii()
