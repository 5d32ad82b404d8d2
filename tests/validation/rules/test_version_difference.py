from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ trigger.order_id | escape }}"}', ['escape']),
    ('{"a": "\\"{{ trigger.at | date: \'%H\', -480 }}"}', ['-480']),
    ('{"a": "{% for i in trigger.items %}{{ i.name | escape }}{% endfor %}"}', ['escape']),
]  # fmt: skip

SILENT = [
    "{\"a\": \"{{ trigger.order_id | url_encode }}{{ trigger.at | date: '%H', 'UTC' }}{{ trigger.at | date: '%H' }}\"}",
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "version-difference", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "version-difference", properties) == []
