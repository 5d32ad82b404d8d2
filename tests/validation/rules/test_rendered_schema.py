from pathlib import Path

import pytest

from tests.support.rules import ENVELOPE, lint, marks

CARD = {
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "maxLength": 5},
        "count": {"type": "integer"},
        "items": {"items": {"$ref": "#/$defs/item"}},
        "next": {"$ref": "#"},
    },
    "$defs": {"item": {"type": "object", "required": ["n"]}},
}

FIRES = [
    ('{"title": "Hi", "count": "{{ trigger.count }}"}', ['"{{ trigger.count }}"']),
    ('{"count": 1}', ["{"]),
    ('{"title": "\\"Hello{% if true %}!{% endif %}\\""}', ['"\\"Hello{% if true %}!{% endif %}\\""']),
    ('{"title": "Hi", "items": [{% for i in trigger.items %}{"n": 1}, {% endfor %}0]}', ["["]),
    ('{"title": "Hi", "next": {"title": 1}}', ["1"]),
]  # fmt: skip

SILENT = [
    '{"title": "Hi", "count": {{ trigger.count }}, "more": [true]}',
    '{"title": "{{ trigger.nope }}"}',
    '{"title": "Hi", "items": [{% for i in trigger.items %}{"n": 1}, {% endfor %}{"n": 2}]}',
]


def judged(folder: Path, properties: str, contract: object, said: str = "card") -> list[str]:
    files = {"contracts/card.schema.json": contract}
    envelope = f'"type": "{said}", {ENVELOPE}'
    return marks(lint(folder, "rendered-schema", properties, envelope=envelope, files=files))


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert judged(tmp_path, properties, CARD) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert judged(tmp_path, properties, CARD) == []


@pytest.mark.parametrize("said", ["", "other", "../card", "card/../card", "a\\u0000b"])
def test_a_type_without_a_contract_is_not_judged(tmp_path: Path, said: str) -> None:
    assert judged(tmp_path, '{"a": 1}', CARD, said) == []


@pytest.mark.parametrize(
    "contract",
    [
        "{", "[1]", '{"type": "nope"}', '{"properties": {"a": {"pattern": "("}}}', "", b"\xff",
        '{"$ref": "https://example.com/x.json"}', '{"allOf": [{"$ref": "other.json"}]}',
        '{"properties": {"a": {"$ref": "#/$defs/none"}}}', '{"$ref": "#none"}',
    ],
)  # fmt: skip
def test_a_contract_that_is_none_is_said_once_and_nothing_is_fetched(
    tmp_path: Path, contract: str | bytes
) -> None:
    files = {"contracts/card.schema.json": contract}
    envelope = f'"type": "card", {ENVELOPE}'
    (found,) = lint(tmp_path, "rendered-schema", '{"a": 1}', envelope=envelope, files=files)
    assert found.file == "contracts/card.schema.json"
    assert found.help
