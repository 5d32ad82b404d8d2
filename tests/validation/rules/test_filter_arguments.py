from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ trigger.count | pluralize: \'item\' }}"}', ["| pluralize: 'item'"]),
    ('{"a": "\\"{{ trigger.order_id | append }}"}', ['| append']),
    ('{"a": "{{ trigger.order_id | replace: \'a\' }}"}', ["| replace: 'a'"]),
    ('{"a": "{{ trigger.order_id | replace_first: \'a\' }}"}', ["| replace_first: 'a'"]),
    ('{"a": "{{ trigger.order_id | replace_last: \'a\' }}"}', ["| replace_last: 'a'"]),
    ('{"a": "{{ trigger.order_id | upcase: 1 }}"}', ['1']),
    ('{"a": "{% for i in trigger.items %}{{ i.name | capitalize: \'y\' }}{% endfor %}"}', ["'y'"]),
]  # fmt: skip

SILENT = [
    "{\"a\": \"{{ trigger.count | pluralize: 'item', 'items' }}{{ trigger.order_id | upcase | append: 'x' }}\"}",
    "{\"a\": \"{{ trigger.f | default: 'x', allow_false: true }}{{ trigger.at | date: '%Y', 'UTC' }}\"}",
    '{"a": "{{ trigger.order_id | nope: 1, 2, 3 }}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "filter-arguments", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "filter-arguments", properties) == []
