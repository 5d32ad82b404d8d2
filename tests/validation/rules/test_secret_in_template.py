from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "AKIAIOSFODNN7EXAMPLE"}', ['AKIAIOSFODNN7EXAMPLE']),
    ('{"a": "https://user:pa55word@example.com/"}', ['https://user:pa55word@']),
    ('{"a": "\\"Bearer abcdef0123456789abcdef"}', ['Bearer abcdef0123456789abcdef']),
    ('{"a": "x?api_key=9f8e7d6c5b4a39281706"}', ['api_key=9f8e7d6c5b4a39281706']),
    ('{"a": "{% for i in trigger.items %}sk_live_0123456789abcdef{% endfor %}"}', ['sk_live_0123456789abcdef']),
]  # fmt: skip

SILENT = [
    '{"a": "https://example.com/?id={{ trigger.order_id }}", "password": "Choose a new password"}',
    '{"a": "{{ trigger.api_key }}", "secret": "{{ trigger.secret_with_a_long_name_1 }}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "secret-in-template", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "secret-in-template", properties) == []
