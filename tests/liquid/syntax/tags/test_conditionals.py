import pytest

from tests.support.liquid_runs import mistakes, node, text


def test_each_arm_has_its_tag_and_its_condition() -> None:
    template = "{% if a %}1{% elsif b %}2{% else %}3{% endif %}"
    found = node(template)
    assert [branch.tag_span.of(template) for branch in found.branches] == [
        "{% if a %}",
        "{% elsif b %}",
        "{% else %}",
    ]
    assert found.branches[2].condition is None
    assert not found.negated
    assert node("{% unless a %}{% endunless %}").negated


@pytest.mark.parametrize(
    ("template", "marked"),
    [
        ("{% if a %}{% else if b %}{% endif %}", "if b "),
        ("{% if a %}{% else %}{% else %}{% endif %}", "{% else %}"),
        ("{% if a %}{% else %}{% elsif b %}{% endif %}", "{% elsif b %}"),
        ("{% unless a %}x", "{% unless a %}"),
        ("{% case a %}{% when 1 %}", "{% case a %}"),
    ],
)
def test_mistakes(template: str, marked: str) -> None:
    assert marked.strip() in [source.strip() for source, _ in mistakes(template)]


def test_a_case() -> None:
    template = "{% case a %} stray {% when 1 or 2 %}x{% else %}y{% when 3 %}z{% endcase %}"
    assert text(template, {"a": 2}) == "x"
    assert text(template, {"a": 3}) == "yz"
    found = node(template)
    assert [when.tag_span.of(template) for when in found.whens] == ["{% when 1 or 2 %}"]
