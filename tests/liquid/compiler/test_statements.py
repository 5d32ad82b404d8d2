import pytest

from tests.support.liquid_runs import rendered, text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a{% if n %}b{% else %}c{% endif %}", "ab"),
        ("{% unless n %}b{% elsif n == 1 %}c{% endunless %}", "c"),
        ("{% assign x = n | plus: 1 %}{{ x }}", "2"),
        ("{% capture x %}<{{ n }}>{% endcapture %}{{ x }}{{ x }}", "<1><1>"),
        ("{% increment c %}{% increment c %}{% decrement c %}", "011"),
        ("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}", "aba"),
        ("{% liquid\nassign x = 5\necho x\n%}", "5"),
        ("{% comment %}{{ x }}{% endcomment %}{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{% # note %}x", "x"),
    ],
)
def test_statements(template: str, expected: str) -> None:
    assert text(template, {"n": 1}) == expected


def test_break_ends_the_loop_even_from_a_capture() -> None:
    template = "{% for i in (1..9) %}{{ i }}{% capture c %}{% break %}{% endcapture %}{% endfor %}"
    assert text(template) == "1"


def test_the_arms_taken_are_noted() -> None:
    template = "{% if a %}x{% elsif b %}y{% else %}z{% endif %}"
    found = rendered(template, {"b": 1})
    assert [found.program.branches[arm].kind for arm in found.taken_branches] == ["elsif"]
