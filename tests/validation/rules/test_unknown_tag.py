from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% nope %}"}', ['{% nope %}']),
    ('{"a": "x{% include \'y\' %}"}', ["{% include 'y' %}"]),
    ('{"a": "x{% for i in trigger.items %}\\"{% elif x %}{% endfor %}"}', ['{% elif x %}']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% if %}y{% endif %}"}',
    '{"a": "x{% endif %}"}',
    '{"a": "x{% generate_uuid %}{% raw %}{% nope %}{% endraw %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unknown-tag", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unknown-tag", properties) == []
