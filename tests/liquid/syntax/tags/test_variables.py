import pytest

from tests.support.liquid_runs import mistakes, node, text


def test_names_and_where_they_stand() -> None:
    for template in ("{% assign total = 1 %}", "{% capture total %}x{% endcapture %}"):
        found = node(template)
        assert found.name_span.of(template) == found.name == "total"
    assert node("{% increment n %}").step == 1
    assert node("{% decrement n %}").step == -1


def test_a_quoted_name_is_a_name() -> None:
    assert text("{% capture 'a b' %}x{% endcapture %}{{ ['a b'] }}") == "x"


@pytest.mark.parametrize(
    "template",
    ["{% assign %}", "{% assign a.b = 1 %}", "{% assign a 1 %}", "{% capture %}{% endcapture %}"],
)
def test_mistakes(template: str) -> None:
    assert mistakes(template)
