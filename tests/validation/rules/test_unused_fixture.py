from pathlib import Path

import pytest

from tests.support.rules import lint, marks

KEYS = "[validate.options.unused-fixture]\nkeys = true"

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ trigger.order_id }}"}', ['"tilte"']),
    ('{"a": "\\"{% for i in (1..2) %}{{ trigger.order_id }}{% endfor %}"}', ['"tilte"']),
]  # fmt: skip

SILENT = [
    '{"a": "{{ trigger.order_id }}{{ trigger.tilte }}"}',
    '{"a": {{ trigger | json }}}',
    '{"a": "{% if %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert (
        marks(
            lint(
                tmp_path,
                "unused-fixture",
                properties,
                data={"order_id": 1, "tilte": 2},
                config=KEYS,
            )
        )
        == marked
    )


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert (
        lint(tmp_path, "unused-fixture", properties, data={"order_id": 1, "tilte": 2}, config=KEYS)
        == []
    )


def test_keys_are_only_judged_where_asked_for(tmp_path: Path) -> None:
    assert lint(tmp_path, "unused-fixture", '{"a": "x"}', data={"b": 1}) == []


def test_data_without_a_template_is_found(tmp_path: Path) -> None:
    files = {"fixtures/message_data/tt/standard.json": {"a": 1}}
    (found,) = lint(tmp_path, "unused-fixture", '{"a": "x"}', files=files)
    assert found.file == "fixtures/message_data/tt/standard.json"
    assert found.message == "there is no template `tt`, so this is never rendered"
