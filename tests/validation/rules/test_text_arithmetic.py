from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% if customer.points > 5 %}y{% endif %}"}', ['customer.points']),
    ('{"a": "x{% if 5 <= customer.points and true %}y{% endif %}"}', ['customer.points']),
    ('{"a": "x{% case customer.points %}{% when 1, 2 %}\\"{% endcase %}"}', ['customer.points', 'customer.points']),
    ('{"a": "x{% assign p = customer.points | default: 0 %}{% for i in trigger.items %}{% if p == 1 %}y{% endif %}{% endfor %}"}', ['p']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% assign p = customer.points | plus: 0 %}{% if p > 5 %}y{% endif %}"}',
    '{"a": "x{% if trigger.count > 5 %}y{% endif %}"}',
    '{"a": "x{% if customer.tier == \'gold\' %}y{% endif %}"}',
    '{"a": "x{% if customer.tags.size > 1 %}y{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "text-arithmetic", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "text-arithmetic", properties) == []
