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


REGISTRY = {"card": [{"version": "1", "root": {}}], "old": [{"version": 1}], "bare": {}, "$x": []}


@pytest.mark.parametrize(
    ("said", "remedy"),
    [("card", ""), ("crad", "did you mean `card`?"), ("old", "there are: card"), ("bare", "there are: card")],
)  # fmt: skip
def test_a_type_is_drawn_by_a_visual_template(tmp_path: Path, said: str, remedy: str) -> None:
    found = lint(
        tmp_path,
        "visual-message",
        '{"a": "x"}',
        envelope=f'"topics": ["cio_inbox"], "type": "{said}"',
        config='[visual]\ntemplates = "visual/templates.json"',
        files={"visual/templates.json": REGISTRY},
    )
    assert [one.help for one in found] == [remedy] * bool(remedy)


@pytest.mark.parametrize("registry", ["{", "[1]", b"\xff", '{"a": ' + "[" * 100_000])
def test_a_registry_that_is_none_is_not_asked(tmp_path: Path, registry: str | bytes) -> None:
    envelope = '"topics": ["cio_inbox"], "type": "card"'
    config = '[visual]\ntemplates = "v.json"'
    files = {"v.json": registry}
    assert (
        lint(tmp_path, "visual-message", '{"a": 1}', envelope=envelope, config=config, files=files)
        == []
    )
