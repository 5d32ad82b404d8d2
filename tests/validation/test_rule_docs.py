import pytest
from inbox_toolkit.validation.rule import Rule
from inbox_toolkit.validation.rule_docs import docstring, markdown, rule_descriptors
from inbox_toolkit.validation.rules import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.META.id)
def test_a_page_shows_its_examples_as_code(rule: Rule) -> None:
    text = markdown(rule)
    assert "Bad:\n\n```liquid\n" in text
    assert "Good:\n\n```liquid\n" in text
    assert text.count("```") % 2 == 0
    assert "::" not in text.replace("::", "", 0).split("```")[0]
    assert docstring(rule).splitlines()[0].endswith(".")


def test_every_rule_has_its_facts() -> None:
    assert [one.id for one in rule_descriptors()] == [rule.META.id for rule in RULES]
