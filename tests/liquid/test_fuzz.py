"""No text crashes the parser, and every span lies inside what it belongs to."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.syntax.parser import parse

from tests.support.liquid_corpus import CORPUS
from tests.support.liquid_fuzz import check, inputs


@pytest.mark.long
def test_random_and_mutated_texts_parse_or_are_refused_in_words() -> None:
    cases = json.loads((CORPUS / "generated.json").read_text(encoding="utf-8"))
    for text in inputs(20261122, 3_000, [case["template"] for case in cases]):
        check(text)


@given(st.text(alphabet="{}%-|:,.'\"()[]<>=#ax1 \n", max_size=40))
def test_any_text_of_liquid_characters_is_read_to_its_end(text: str) -> None:
    check(text)


@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 8_000,
        "{{" * 8_000,
        "{%" * 8_000,
        "{{ a" + " | b: 'c'" * 4_000 + " }}",
        "{{ a" + "[0]" * 4_000 + " }}",
        "{{ " + "[" * 4_000,
        "{{ " + "a[" * 4_000 + "]" * 4_000 + " }}",
        "{{ " + "(" * 4_000 + " }}",
        "{{ " + "(1.." * 4_000 + "2" + ")" * 4_000 + " }}",
        "{% if " + "a and " * 4_000 + "b %}{% endif %}",
        "{% if " + "not " * 4_000 + "b %}{% endif %}",
        "{% if a %}" * 4_000,
        "{% if a %}" * 90 + "x" + "{% endif %}" * 90,
        "{% raw %}" * 4_000,
        "{% comment %}" * 4_000,
        "{% endif %}" * 4_000,
        "{% case a %}" + "{% when 1 %}" * 4_000,
        "{{ '" + "\\" * 8_000,
        "{% liquid\n" + "if a\n" * 4_000 + "%}",
        "{{ '" + "a" * 200_000 + "' }}",
        " " * 200_000 + "{{- a -}}" + " " * 200_000,
        "<<" * 8_000,
    ],
    ids=lambda text: f"{text[:12]!r}x{len(text)}",
)
def test_hostile_texts_end_in_a_parse_or_in_words(text: str) -> None:
    check(text)


def test_a_parse_survives_being_looked_at_twice() -> None:
    text = "{% for i in l %}{{ i | plus: 1 }}{% endfor %}"
    assert parse(text) == parse(text)
