from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "{{ customer.first_name }}"}', ['{{ customer.first_name }}']),
    ('{"a": "\\"{{ customer.first_name | upcase }}\\""}', ['{{ customer.first_name | upcase }}']),
    ('{"a": "{% for i in trigger.items %}{{ i.name }}{% endfor %}"}', ['{{ i.name }}']),
    ('{"a": "{% capture v %}Hi {{ customer.first_name }}{% endcapture %}{{ v }}"}', ['{{ v }}']),
    ('{"a": "{{ trigger.order_id | escape }}"}', ['{{ trigger.order_id | escape }}']),
    ('{"a": "{% if customer.tier == \'gold\' %}{{ customer.last_name }}{% endif %}"}', ['{{ customer.last_name }}']),
]  # fmt: skip

SILENT = [
    '{"a": {{ customer.first_name | json }}}',
    '{"a": "{{ trigger.order_id | url_encode }}", "b": "{{ trigger.count }}"}',
    '{"a": "{{ trigger.at | date: \'%Y\', customer.timezone }}"}',
    '{"a": "{{ customer.first_name | size }}"}',
    '{"a": "{% if customer.tier == \'gold\' %}y{% endif %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unsafe-in-json", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unsafe-in-json", properties) == []


@pytest.mark.parametrize(
    ("string", "fixed"),
    [
        ('"{{ customer.first_name }}"', "{{ customer.first_name | json }}"),
        ('"Hi {{ customer.first_name | upcase }}!"', "{{ customer.first_name | upcase | prepend: 'Hi ' | append: '!' | json }}"),
        ('"{{ customer.first_name }} {{ customer.last_name }}"', "{{ customer.first_name | append: ' ' | append: customer.last_name | json }}"),
        ('"it\'s {{ customer.first_name }}"', ""),
        ('"{% if true %}{{ customer.first_name }}{% endif %}"', ""),
    ],
)  # fmt: skip
def test_the_fix_writes_one_json_value(tmp_path: Path, string: str, fixed: str) -> None:
    found = lint(tmp_path, "unsafe-in-json", '{"a": ' + string + "}")
    assert found
    for one in found:
        assert (one.fix.edits[0].text if one.fix else "") == fixed
        assert not one.fix or one.fix.edits[0].span.of(one.source.text) == string


def test_a_case_that_breaks_is_reported_once_and_leaf_rendering_is_safe(tmp_path: Path) -> None:
    properties = '{"a": "{{ customer.first_name }}"}'
    person = {"first_name": 'x"'}
    assert lint(tmp_path, "unsafe-in-json", properties, profile=person) == []
    assert lint(tmp_path, "unsafe-in-json", properties, config='[render]\njson = "leaf"') == []


@pytest.mark.parametrize(
    ("filters", "message", "label"),
    [
        ("", "a quote in `trigger.order_id` would break this message, or add members to it", "quotes"),
        (" | upcase", "a quote in `trigger.order_id` would break this message, or add members to it", "quotes"),
        (" | escape", "a backslash or a line break in `trigger.order_id` would break this message", "backslashes and line breaks"),
        (" | escape | strip_newlines", "a backslash in `trigger.order_id` would break this message", "backslashes"),
        (" | strip_newlines", "a quote in `trigger.order_id` would break this message, or add members to it", "quotes"),
    ],
)  # fmt: skip
def test_it_names_the_characters_that_break_it(
    tmp_path: Path, filters: str, message: str, label: str
) -> None:
    properties = '{"a": "😀{{ trigger.order_id' + filters + ' }}"}'
    (found,) = lint(tmp_path, "unsafe-in-json", properties)
    assert found.message == message
    assert found.label == f"prints the value's own {label}"
