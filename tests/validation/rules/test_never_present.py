from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{{ trigger.nope | default: \'y\' }}"}', ['trigger.nope']),
    ('{"a": "x{% if customer.frist_name == blank %}y{% endif %}"}', ['customer.frist_name']),
    ('{"a": "x{% for i in trigger.items %}{{ i.nmae | default: \'y\' }}{% endfor %}"}', ['i.nmae']),
    ('{"a": "x{% assign v = trigger.items | first %}{% unless v.nope %}y{% endunless %}"}', ['v.nope']),
]  # fmt: skip

ONE_CAUSE = [
    ("{% assign o = customer.q | default: 'x' %}{{ o }}{% if o == 'x' %}y{% endif %}", ["customer.q"]),
    ("{% assign o = customer.q | default: 'x' | upcase %}{% assign p = o %}{{ p }}", ["customer.q"]),
    ("{% assign p = customer.q %}{{ p }}", []),
    ("{% assign p = customer.q %}{{ p | default: 'x' }}", ["customer.q"]),
    ("{% assign a = customer.q %}{% if a.b %}{{ a.b }}{% else %}y{% endif %}", ["customer.q"]),
    ("{% assign a = customer.q %}{{ a.b.c | default: 'x' }}{{ a | default: 'y' }}", ["customer.q"]),
    ("{% for i in trigger.items %}{% assign n = i.nope | default: 'x' %}{{ n }}{% endfor %}", ["i.nope"]),
    ("{% if customer.q %}{{ customer.q | json }}{% else %}y{% endif %}", []),
    ("{% if customer.q != blank %}{{ customer.q | default: 'x' }}{% endif %}", []),
    ("{% if customer.vip %}{{ customer.q | default: 'x' }}{% endif %}", []),
    ("{% assign d = 'now' | date: '%Y' %}{% if d == '1999' %}{{ customer.q | default: 'x' }}{% endif %}", ["customer.q"]),
    ("{% if customer.vip %}{{ customer.frist_name | default: 'x' }}{% endif %}", ["customer.frist_name"]),
    ("{% capture c %}{{ customer.q | default: 'x' }}{% endcapture %}{{ c }}", ["customer.q"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "marked"), ONE_CAUSE)
@pytest.mark.parametrize("around", ["{}", "😀{{% if true %}}{}{{% endif %}}"])
def test_one_cause_is_one_finding(
    tmp_path: Path, body: str, marked: list[str], around: str
) -> None:
    found = lint(tmp_path, "never-present", '{"a": "x' + around.format(body) + '"}')
    assert marks(found) == marked


SILENT = [
    '{"a": "x{{ trigger.order_id | default: \'y\' }}"}',
    '{"a": "x{{ trigger.nope }}"}',
    '{"a": "x{% if event.name %}y{% endif %}"}',
    '{"a": "x{% if objects.pets %}y{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "never-present", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "never-present", properties) == []


def test_it_says_what_was_meant_and_where_it_comes_from(tmp_path: Path) -> None:
    properties = '{"a": "x{% for i in trigger.items %}{{ i.nmae | default: 1 }}{% endfor %}"}'
    (found,) = lint(tmp_path, "never-present", properties)
    assert found.message == "no fixture has a value for `i.nmae`"
    assert found.label == "no case shows anything but the fallback"
    assert found.notes == ("its value comes from `trigger.items[].nmae`",)
    assert found.help == "did you mean `i.name`?"


def test_null_and_blank_are_no_values_but_false_is(tmp_path: Path) -> None:
    properties = '{"a": "x{% if trigger.n or trigger.b or trigger.f %}y{% endif %}"}'
    found = lint(tmp_path, "never-present", properties, data={"n": None, "b": " ", "f": False})
    assert marks(found) == ["trigger.n", "trigger.b"]
