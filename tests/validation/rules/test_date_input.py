from pathlib import Path

import pytest

from tests.support.rules import lint, marks

DATA = {
    "at": 1768552200, "text_at": "1768552200", "now": "now", "ms": 1768552200000, "iso": "2026-01-15",
    "small": 12, "text": "1768552200000", "arabic": "١٧٦٨٥٥٢٢٠٠", "list": [{"at": 1}],
}  # fmt: skip

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ trigger.ms | date: \'%Y\' }}"}', ['trigger.ms']),
    ('{"a": "{{ trigger.iso | date: \'%Y\' }}"}', ['trigger.iso']),
    ('{"a": "{{ trigger.small | default: 5 | date: \'%Y\' }}"}', ['trigger.small']),
    ('{"a": "{% assign d = trigger.text | date: \'%Y\' %}\\"{{ d }}"}', ['trigger.text']),
    ('{"a": "{{ trigger.arabic | date: \'%Y\' }}"}', ['trigger.arabic']),
    ('{"a": "{% for i in trigger.list %}{{ i.at | date: \'%Y\' }}{% endfor %}"}', ['i.at']),
]  # fmt: skip

SILENT = [
    "{\"a\": \"{{ trigger.at | date: '%Y' }}{{ trigger.text_at | date: '%Y' }}\"}",
    "{\"a\": \"{{ 'now' | date: '%Y' }}{{ trigger.now | date: '%Y' }}\"}",
    '{"a": "{{ trigger.ms | divided_by: 1000 | date: \'%Y\' }}{{ trigger.ms }}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "date-input", properties, data=DATA)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "date-input", properties, data=DATA) == []
