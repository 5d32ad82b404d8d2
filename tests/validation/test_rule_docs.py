import re

import pytest
from inbox_toolkit.validation.rule import Rule
from inbox_toolkit.validation.rule_docs import docstring, markdown, page, rule_descriptors
from inbox_toolkit.validation.rules import RULES

IDS = [rule.META.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_page_shows_its_examples_as_code(rule: Rule) -> None:
    text = markdown(rule)
    assert "Bad:\n\n```liquid\n" in text
    assert "Good:\n\n```liquid\n" in text
    assert text.count("```") % 2 == 0
    assert docstring(rule).splitlines()[0].endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_page_in_the_terminal_has_no_markup_left(rule: Rule) -> None:
    text = page(rule.META.id)
    prose = [line for line in text.splitlines() if not line.startswith("    ")]
    assert not [line for line in prose if "``" in line or "::" in line or ".. " in line]
    assert "\n\nWhy: " in text
    assert "\n\nBad:\n\n    " in text
    assert "\n\nGood:\n\n    " in text


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_page_says_how_to_set_each_option(rule: Rule) -> None:
    text = page(rule.META.id)
    assert (f"[validate.options.{rule.META.id}]" in text) == bool(rule.META.options)
    for name in rule.META.options:
        assert re.search(rf"^    {name} = ", text, re.MULTILINE)
    assert f'    {rule.META.id} = "off"' in text


def test_every_rule_is_described() -> None:
    assert [one.id for one in rule_descriptors()] == IDS
