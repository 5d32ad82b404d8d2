from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% if trigger.count %}y{% endif %}"}', ['{% if trigger.count %}']),
    ('{"a": "x{{ trigger.count | default: 1 }}"}', ['| default: 1']),
    ('{"a": "x{% for i in trigger.items %}\\"{{ i.name }}\\"{% endfor %}"}', ['{% for i in trigger.items %}']),
    ('{"a": "x{% case customer.tier %}{% when \'gold\' %}y{% endcase %}"}', ['{% case customer.tier %}']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% if trigger.vip %}y{{ trigger.count | default: 1 }}{% endif %}"}',
    '{"a": "x{{ trigger.nope | default: 1 }}"}',
    '{"a": "x{% if trigger.count %}y{% else %}z{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unreached-fallback", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unreached-fallback", properties) == []
