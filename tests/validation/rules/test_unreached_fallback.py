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
    '{"a": "{% for i in (1..3) %}{{ i }}{% endfor %}"}',
    "{\"a\": \"{% assign l = 'a,b' | split: ',' %}{% for i in l %}{{ i }}{% endfor %}\"}",
    '{"a": "{% assign f = objects.companies | first %}{% if f %}{{ f.name }}{% endif %}x"}',
    '{"a": "{% if snippets.foot %}y{% endif %}x"}',
    '{"a": "{{ snippets.foot | default: \'x\' }}"}',
    "{\"a\": \"{% assign s = 'a' %}{{ s | default: 'b' }}\"}",
    '{"a": "{% if true %}y{% endif %}x"}',
    "{\"a\": \"{% assign y = 'now' | date: '%Y' %}{% if y > 1999 %}y{% endif %}x\"}",
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unreached-fallback", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    one = {
        "fixtures/objects.json": {"companies": [{"name": "A"}]},
        "fixtures/snippets.json": {"foot": "z"},
    }
    assert lint(tmp_path, "unreached-fallback", properties, files=one) == []
