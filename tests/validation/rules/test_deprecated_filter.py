from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ trigger.count | number_with_delimeter }}"}', ['number_with_delimeter']),
    ('{"a": "\\"{{ trigger.order_id | upcase | htmlencode }}"}', ['htmlencode']),
    ('{"a": "{% for i in trigger.items %}{{ i.price | timezone: \'UTC\' }}{% endfor %}"}', ['timezone']),
]  # fmt: skip

SILENT = [
    '{"a": "{{ trigger.count | format_number }}{{ trigger.order_id | escape }}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "deprecated-filter", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "deprecated-filter", properties) == []


def test_the_fix_is_the_new_name_and_legacy_templates_are_left_alone(tmp_path: Path) -> None:
    properties = '{"a": "{{ trigger.count | number_with_delimeter }}"}'
    (found,) = lint(tmp_path, "deprecated-filter", properties)
    assert found.fix is not None
    assert found.fix.edits[0].text == "format_number"
    envelope = '"liquid": "legacy", "expiration": {"type": "relative", "value": 1, "unit": "days"}'
    assert lint(tmp_path, "deprecated-filter", properties, envelope=envelope) == []
