from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ customer.first_name }}"}', ['{', 'trigger.order_id']),
    ('{"a": "{% for i in trigger.items %}\\"{{ i.name }}{% endfor %}{{ trigger.order_id }}"}', ['{', '{']),
]  # fmt: skip

SILENT = [
    '{"a": "{{ trigger.order_id | upcase }}", "b": "{{ customer.first_name }}"}',
    '{"a": "{% if trigger.order_id %}{{ trigger.order_id }}{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert (
        marks(
            lint(
                tmp_path,
                "translation-parity",
                properties,
                files={"templates/t.fr.json": '{"properties": {"a": "{{ trigger.order_id }}"}}'},
            )
        )
        == marked
    )


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert (
        lint(
            tmp_path,
            "translation-parity",
            properties,
            files={"templates/t.fr.json": '{"properties": {"a": "{{ trigger.order_id }}"}}'},
        )
        == []
    )
