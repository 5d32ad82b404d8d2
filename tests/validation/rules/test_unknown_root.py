from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% if custmer.vip %}y{% endif %}"}', ['custmer.vip']),
    ('{"a": "x{{ nowhere | default: \'y\' }}"}', ['nowhere']),
    ('{"a": "x{% for i in trigger.items %}{% endfor %}{% if i.name %}y{% endif %}"}', ['i.name']),
    ('{"a": "x{% for i in trigger.items %}{% if forloop.lsat %}\\"{% endif %}{% endfor %}"}', ['forloop.lsat']),
    ('{"a": "x{% if trigger.vip %}{{ nowhere }}{% endif %}"}', ['nowhere']),
    ('{"a": "x{% if now > 5 %}y{% endif %}"}', ['now']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% if customer.vip or trigger.x or objects.y or snippets.z %}y{% endif %}"}',
    '{"a": "x{{ nowhere }}"}',
    '{"a": "x{% assign v = 1 %}{% if v %}{{ v }}{% endif %}"}',
    '{"a": "x{% for i in trigger.items %}{{ i.name }}{{ forloop.index }}{% endfor %}"}',
    '{"a": "x{{ event.y }}"}',
    '{"a": "x{% if campaign.name or message.id or delivery_id or editor %}y{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unknown-root", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unknown-root", properties) == []


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("{% if custmer.vip %}y{% endif %}", "did you mean `customer`?"),
        ("{% assign points = 1 %}{% if poitns %}y{% endif %}", "did you mean `points`?"),
        ("{% for i in (1..2) %}{% if forloop.lsat %}y{% endif %}{% endfor %}", "did you mean `last`?"),
        ("{% if now %}y{% endif %}", "that belongs to no variable: write `'now' | date: …`"),
        ("{% if zzz %}y{% endif %}", "a variable starts with `customer`, `trigger`, `objects` or `snippets`"),
    ],
)  # fmt: skip
def test_it_says_what_was_meant(tmp_path: Path, body: str, meant: str) -> None:
    (found,) = lint(tmp_path, "unknown-root", '{"a": "x' + body + '"}')
    assert found.help == meant
