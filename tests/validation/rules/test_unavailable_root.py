from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{{ event.order_id }}"}', ['event.order_id']),
    ('{"a": "x{{ \'y\' | append: journey.x }}"}', ['journey.x']),
    ('{"a": "x{% for i in event.items %}\\"{{ i }}\\"{% endfor %}"}', ['event.items']),
    ('{"a": "x{% if event_name == \'y\' %}z{% endif %}"}', ['event_name']),
]  # fmt: skip

SILENT = [
    '{"a": "x{{ trigger.event }}"}',
    '{"a": "x{% assign event = 1 %}{{ event }}"}',
    '{"a": "x{% for journey in trigger.items %}{{ journey.name }}{% endfor %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unavailable-root", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unavailable-root", properties) == []
