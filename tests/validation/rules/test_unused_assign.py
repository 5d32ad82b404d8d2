from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% assign v = 1 %}"}', ['v']),
    ('{"a": "x{% capture v %}\\"{% endcapture %}{% assign v = 2 %}"}', ['v']),
    ('{"a": "{% for i in trigger.items %}{% assign v = i %}{{ i.name }}{% endfor %}"}', ['v']),
]  # fmt: skip

SILENT = [
    '{"a": "{% assign v = 1 %}{{ v }}"}',
    '{"a": "{% assign v = \'x\' %}{{ trigger[v] }}"}',
    '{"a": "{% assign v = \'x\' %}{{ [trigger.order_id] }}"}',
    '{"a": "{% assign v = 1 %}{% if true %}{% for i in (1..v) %}{{ i }}{% endfor %}{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unused-assign", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unused-assign", properties) == []


def test_a_misspelled_name_is_named_and_its_assignment_stays(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "unused-assign", '{"a": "{% assign points = 1 %}{{ poitns }}"}')
    assert found.help == "`poitns` is read but has no value: did you mean that?"
    assert found.fix is None


def test_an_assignment_that_nothing_resembles_can_be_removed(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "unused-assign", '{"a": "{% assign points = 1 %}x"}')
    assert found.fix is not None
    assert found.fix.edits[0].span.of(found.source.text) == "{% assign points = 1 %}"


def test_what_a_translation_makes_unused_in_its_base_is_none_of_its(tmp_path: Path) -> None:
    files = {"templates/t.fr.json": '{"properties": {"b": "x"}}'}
    properties = '{"a": "{% assign v = 1 %}x", "b": "{{ v }}"}'
    assert lint(tmp_path, "unused-assign", properties, files=files) == []
