from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% if trigger.vip %}y{% endif %}"}', ['{% if trigger.vip %}']),
    ('{"a": "x{% if trigger.count %}y{% else %}z{% endif %}"}', ['{% else %}']),
    ('{"a": "x{% if trigger.count %}y{% elsif trigger.vip %}z{% endif %}"}', ['{% elsif trigger.vip %}']),
    ('{"a": "x{% unless trigger.count %}\\"{% endunless %}"}', ['{% unless trigger.count %}']),
    ('{"a": "x{% case customer.tier %}{% when \'iron\' %}y{% else %}z{% endcase %}"}', ["{% when 'iron' %}"]),
    ('{"a": "x{% for i in trigger.items %}{% if i.price > 99 %}y{% endif %}{% endfor %}"}', ['{% if i.price > 99 %}']),
    ('{"a": "x{% for i in trigger.count %}{{ i }}{% endfor %}"}', ['{% for i in trigger.count %}']),
    ('{"a": "x{% if trigger.vip %}{% if trigger.x %}y{% endif %}{% endif %}"}', ['{% if trigger.vip %}']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% if trigger.count %}y{% endif %}"}',
    '{"a": "x{{ trigger.count | default: 1 }}"}',
    '{"a": "x{% for i in trigger.items %}{{ i.name }}{% endfor %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unreached-branch", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unreached-branch", properties) == []
