from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ trigger.items.first }}"}', ['{{ trigger.items.first }}']),
    ('{"a": "{{ trigger.items }}"}', ['{{ trigger.items }}']),
    ('{"a": "\\"{% for i in trigger.items %}{{ i }}{% endfor %}"}', ['{{ i }}']),
    ('{"a": "{{ 1 | divided_by: 0 }}"}', ['{{ 1 | divided_by: 0 }}']),
]  # fmt: skip

SILENT = [
    '{"a": {{ trigger.items | json }}}',
    '{"a": "Infinity and [object Object]"}',
    '{"a": "{{ trigger.order_id }}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "wrong-type", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "wrong-type", properties) == []
