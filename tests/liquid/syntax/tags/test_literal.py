import pytest

from tests.support.liquid_runs import mistakes, node, text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% raw %}{{ a }}{% if %}{% endraw %}", "{{ a }}{% if %}"),
        ("{% comment %}{% nope %}{% if %}{% endcomment %}x", "x"),
        ("{% # one\n # two %}x", "x"),
        ("{% echo 'a' | upcase %}", "A"),
        ("{% liquid\n  if true\n    echo 'yes'\n  endif\n%}", "yes"),
    ],
)
def test_what_they_print(template: str, expected: str) -> None:
    assert text(template) == expected


def test_a_comment_keeps_what_it_says() -> None:
    assert node("{% comment %} inbox: ignore {% endcomment %}").text == "inbox: ignore"
    assert node("{% # note %}").text == "note"


@pytest.mark.parametrize(
    "template",
    ["{% comment %}x", "{% # one\n two %}", "{% liquid\n nope\n%}", "{% liquid\n | \n%}"],
)
def test_mistakes(template: str) -> None:
    assert mistakes(template)
