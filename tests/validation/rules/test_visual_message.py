from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"messageAction": {"behavior": "openURL", "action": "https://x.example/"}}', ['{']),
    ('{"messageAction": {"label": "x", "url": "https://x.example/"}}', ['{']),
    ('{"cta": {"behavior": "openUrl"}}', ['{']),
    ('{"cta": {"behavior": "dismiss", "dismiss": "true", "q": "\\"{% for i in trigger.items %}x{% endfor %}"}}', ['{']),
]  # fmt: skip

SILENT = [
    '{"messageAction": {"behavior": "openUrl", "action": "https://x.example/", "dismiss": true, "newTab": false}}',
    '{"cta": {"label": "x", "url": "https://x.example/"}}',
    '{"messageAction": {"behavior": "dismiss"}}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "visual-message", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "visual-message", properties) == []


def test_a_visual_message_needs_a_type(tmp_path: Path) -> None:
    topics = '"topics": ["cio_inbox"]'
    (found,) = lint(tmp_path, "visual-message", '{"a": "x"}', envelope=topics)
    assert marks([found]) == ['["cio_inbox"]']
    assert (
        lint(tmp_path, "visual-message", '{"a": "x"}', envelope=topics + ', "type": "card"') == []
    )
