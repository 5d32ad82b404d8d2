from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{% if trigger.vip %}{{ trigger.nope }}{% endif %}"}', ['trigger.nope']),
    ('{"a": "x{% if trigger.vip %}{% for i in trigger.items %}{{ i.nope }}{% endfor %}{% endif %}"}', ['i.nope']),
    ('{"a": "x{% if trigger.vip %}\\"{{ customer.nope.deeper | upcase }}\\"{% endif %}"}', ['customer.nope.deeper']),
    ('{"a": "x{% assign o = trigger.items.first %}{% if trigger.vip %}{{ o.nope }}{% endif %}"}', ['o.nope']),
]  # fmt: skip

SILENT = [
    '{"a": "x{% if trigger.vip %}{{ trigger.order_id }}{% endif %}"}',
    '{"a": "x{% if trigger.vip %}{{ trigger.vip }}{% endif %}"}',
    '{"a": "x{% if trigger.vip %}{{ trigger.nope | default: 1 }}{% endif %}"}',
    '{"a": "x{{ trigger.nope }}"}',
    '{"a": "x{% if trigger.vip %}{{ nowhere }}{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "possibly-missing", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "possibly-missing", properties) == []


def test_it_says_under_which_conditions_and_what_was_meant(tmp_path: Path) -> None:
    properties = '{"a": "x{% if trigger.vip %}{{ customer.frist_name }}{% endif %}"}'
    (found,) = lint(tmp_path, "possibly-missing", properties)
    assert found.message == "`customer.frist_name` can be missing here, and no case reaches this"
    assert found.label == "missing in `ada`"
    assert "`trigger.vip`" in found.notes[0]
    assert found.help == "did you mean `customer.first_name`?"


def test_strict_asks_for_a_guard_where_cases_come_too(tmp_path: Path) -> None:
    properties = '{"a": "x{% if customer.vip %}{{ customer.level }}{% endif %}"}'
    people = {"fixtures/profiles/eve.json": {"vip": True, "level": 3}}
    assert lint(tmp_path, "possibly-missing", properties, files=people) == []
    strict = "[validate.options.possibly-missing]\nstrict = true"
    found = lint(tmp_path, "possibly-missing", properties, files=people, config=strict)
    assert marks(found) == ["customer.level"]
    assert found[0].message == "`customer.level` can be missing here"
