from pathlib import Path

import pytest

from tests.support.rules import AROUND, lint, lint_around, marks

RULE = "split-delimiter"
GOOD = [
    "{{ customer.id }}",
    "a { b } c { d }",
    "{ }",
    "100 % of { 2 } %",
    "{% raw %}{ { x } }{% endraw %}",
    "{% comment %}{ { x } } { % if x % }{% endcomment %}",
    "x { y: { z } }",
    "{% if customer.id %}{ a }{% endif %}",
    "{ 5 } } {",
]
BAD = [
    ("{ { customer.id } }", "{{ customer.id }}"),
    ("{ { customer.id }}", "{{ customer.id }}"),
    ("{  {customer.id}  }", "{{customer.id}}"),
    ("{ {- customer.id -} }", "{{- customer.id -}}"),
    ("{ { customer.first_name | default: 'you' } }", "{{ customer.first_name | default: 'you' }}"),
    ("{ { trigger.items[0].name } }", "{{ trigger.items[0].name }}"),
    ("{ % assign x = 1 % }", "{% assign x = 1 %}"),
    ("{ %- assign x = 1 -% }", "{%- assign x = 1 -%}"),
    ("{ % if customer.id %}", "{% if customer.id %}"),
    ("{ % endif % }", "{% endif %}"),
    ("{ { customer.x | append: '}' } }", "{{ customer.x | append: '}' }}"),
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("text", GOOD)
def test_braces_that_are_no_liquid_are_not_reported(tmp_path: Path, text: str, around: str) -> None:
    assert lint_around(tmp_path, RULE, text, around) == []


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(("text", "written"), BAD)
def test_it_marks(tmp_path: Path, text: str, written: str, around: str) -> None:
    assert text in lint_around(tmp_path, RULE, text, around)


@pytest.mark.parametrize(("text", "written"), BAD)
def test_the_right_form_is_written(tmp_path: Path, text: str, written: str) -> None:
    (found,) = lint(tmp_path, RULE, f'{{"a": "{text}"}}')
    assert found.help == f"write {written}"
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == [written]


def test_outside_of_a_string_as_well(tmp_path: Path) -> None:
    assert marks(lint(tmp_path, RULE, '{"a": { { trigger.count } }}')) == ["{ { trigger.count } }"]
    assert marks(lint(tmp_path, RULE, '{"a": {"b": {"c": {}} } }')) == []


def test_a_closing_brace_that_is_split(tmp_path: Path) -> None:
    text = '{"title": "Hi {{ customer.id} }", "b": "{ { customer.id } }"}'
    assert marks(lint(tmp_path, RULE, text)) == ["{{ customer.id} }", "{ { customer.id } }"]
    assert lint(tmp_path, "double-quote-in-liquid", text) == []
