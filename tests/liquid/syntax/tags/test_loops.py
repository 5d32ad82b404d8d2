import pytest

from tests.support.liquid_runs import mistakes, node


def test_a_loop_s_parts() -> None:
    template = "{% for item in list limit: 2 reversed %}x{% else %}y{% endfor %}"
    found = node(template)
    assert found.variable_span.of(template) == found.variable == "item"
    assert found.collection.span.of(template) == "list"
    assert [argument.name for argument in found.arguments] == ["limit", "reversed"]
    assert found.reversed
    assert found.otherwise.tag_span.of(template) == "{% else %}"
    assert found.span.of(template) == template


@pytest.mark.parametrize(
    "template",
    [
        "{% for %}{% endfor %}",
        "{% for a of b %}{% endfor %}",
        "{% for a in %}{% endfor %}",
        "{% for a in b %}",
        "{% tablerow a %}{% endtablerow %}",
        "{% cycle %}",
    ],
)
def test_mistakes(template: str) -> None:
    assert mistakes(template)


def test_cycles_and_jumps() -> None:
    found = node("{% cycle 'g': 'a', b %}")
    assert found.group is not None
    assert len(found.values) == 2
    assert node("{% cycle 'a' %}").group is None
    assert node("{% break anything %}").kind == "break"
