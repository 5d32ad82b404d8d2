"""What a template asks of its data."""

from random import Random
from typing import Any

import pytest
from inbox_toolkit.contract.inference.infer import infer

from tests.support.contracts import contract, disagreements, of_body
from tests.support.flow_fuzz import make
from tests.support.projects import template


def schema(body: str, **kwargs: Any) -> dict[str, Any]:
    found = dict(contract(body, **kwargs).schema)
    found.pop("$schema")
    found.pop("title")
    return found


TYPES = [
    ("{{ trigger.a | upcase }}", {"type": "string"}),
    ("{{ trigger.a | plus: 1 }}", {"type": "number"}),
    ("{{ 1 | plus: trigger.a }}", {"type": "number"}),
    ("{{ trigger.a | date: '%Y' }}", {"type": "number", "format": "unix-seconds"}),
    ("{{ trigger.a }}", {"type": ["string", "number", "boolean"]}),
    ("{{ trigger.a | json }}", {}),
    ("{{ trigger.a | join: ', ' }}", {"type": "array"}),
    ("{% if trigger.a == true %}{% endif %}{{ trigger.a }}", {"type": "boolean"}),
    ("{{ trigger.a.b | upcase }}", {"type": "object", "properties": {"b": {"type": "string"}}, "required": ["b"]}),
    ("{% for i in trigger.a %}{{ i | upcase }}{% endfor %}", {"type": "array", "items": {"type": "string"}}),
    ("{{ trigger.a[1] | upcase }}", {"type": "array", "items": {"type": "string"}, "minItems": 2}),
    ("{{ trigger.a.first | upcase }}", {"type": "array", "items": {"type": "string"}, "minItems": 1}),
    ("{{ trigger.a | sum: 'n' }}", {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "number"}}}}),
    ("{{ trigger.a.size }}", {"type": ["array", "string"]}),
    ("{% case trigger.a %}{% when 'x' %}1{% when 'y' %}2{% endcase %}", {"type": "string", "enum": ["x", "y"]}),
    ("{% case trigger.a %}{% when 'x' %}1{% else %}2{% endcase %}", {"type": "string", "examples": ["x"]}),
    ("{% assign v = trigger.a | default: 1 %}{{ v | times: 2 }}", {"type": "number"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), TYPES)
def test_a_use_gives_a_type(body: str, wanted: dict[str, Any]) -> None:
    assert schema(f'{{"t": "{body}"}}')["properties"]["a"] == wanted


REQUIRED = [
    ("{{ trigger.a }}", ["a"]),
    ("{{ trigger.a | default: 1 }}", []),
    ("{% if trigger.a %}{{ trigger.a }}{% endif %}", []),
    ("{% if trigger.a != blank %}{{ trigger.a }}{% endif %}", []),
    ("{% if trigger.b %}{{ trigger.a }}{% else %}{{ trigger.a }}{% endif %}", []),
    ("{% for i in trigger.a %}{% endfor %}", ["a"]),
    ("{% assign v = trigger.a %}{{ v }}", []),
    ("{{ trigger.b | default: trigger.a }}", ["a"]),
    ("{{ 'x' | append: trigger.a }}", ["a"]),
]


@pytest.mark.parametrize(("body", "wanted"), REQUIRED)
def test_required_is_what_every_way_needs(body: str, wanted: list[str]) -> None:
    assert schema(f'{{"t": "{body}"}}').get("required", []) == wanted


def test_a_branch_requires_under_its_condition() -> None:
    found = schema('{"t": "{% if trigger.kind == \'gift\' %}{{ trigger.by | upcase }}{% endif %}"}')
    assert "required" not in found
    assert found["allOf"] == [
        {
            "if": {
                "type": "object",
                "properties": {"kind": {"const": "gift"}},
                "required": ["kind"],
            },
            "then": {"required": ["by"]},
        }
    ]


def test_the_condition_of_an_item_stands_at_the_item() -> None:
    body = "{% for i in trigger.items %}{% if i.gift %}{{ i.by }}{% endif %}{% endfor %}"
    (found,) = schema(f'{{"t": "{body}"}}')["allOf"]
    gift = {
        "type": "object",
        "properties": {"gift": {"not": {"enum": [None, False]}}},
        "required": ["gift"],
    }
    assert found == {"properties": {"items": {"items": {"if": gift, "then": {"required": ["by"]}}}}}


def test_what_schema_cannot_say_is_listed() -> None:
    body = '{"t": "{% if trigger.a > trigger.c %}{{ trigger.b }}{% endif %}"}'
    found = contract(body)
    assert [(one.path, one.conditions, one.is_required) for one in found.unsettled] == [
        ("trigger.b", ("trigger.a > trigger.c",), True)
    ]
    assert found.schema["required"] == ["b"]
    found = contract(body, shown={"a": 1, "c": 2})
    assert [(one.path, one.is_required) for one in found.unsettled] == [("trigger.b", False)]
    assert "required" not in found.schema


def test_fixtures_narrow_what_is_printed_and_widen_what_is_used() -> None:
    body = '{"t": "{{ trigger.a }} {{ trigger.b | plus: 1 }} {{ trigger.c | json }}"}'
    found = schema(body, shown={"a": "x", "b": "5", "c": [{"n": 1}], "unread": 1})
    assert {name: one.get("type") for name, one in found["properties"].items()} == {
        "a": "string",
        "b": ["string", "number"],
        "c": "array",
    }


def test_a_first_that_fixtures_show_as_a_member_is_one() -> None:
    body = '{"t": "{{ trigger.name.first | upcase }}"}'
    found = schema(body, shown={"name": {"first": "Ada"}})["properties"]["name"]
    assert found == {
        "type": "object",
        "properties": {"first": {"type": "string"}},
        "required": ["first"],
    }


def test_customers_are_a_contract_of_their_own() -> None:
    body = '{"t": "{{ customer.points | plus: 1 }}{{ trigger.a }}"}'
    found = schema(body, of="customer")
    assert found["properties"] == {"points": {"type": ["string", "number"]}}
    assert found["required"] == ["points"]


CONTRADICTIONS = [
    ("{{ trigger.a | upcase }}{{ trigger.a | times: 2 }}", "text (`upcase`)", "a number (`times`)"),
    ("{% for i in trigger.a %}{% endfor %}{{ trigger.a | upcase }}", "a list (`for`)", "text (`upcase`)"),
    ("{{ trigger.a.b }}{{ trigger.a | plus: 1 }}", "an object", "a number (`plus`)"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "first", "second"), CONTRADICTIONS)
def test_two_uses_that_no_value_has_are_shown_with_both_places(
    body: str, first: str, second: str
) -> None:
    made = of_body(f'{{"t": "{body}"}}')
    (found,) = infer(made).contradictions
    assert (found.path, found.first_use, found.second_use) == ("trigger.a", first, second)
    text = made.source.text
    assert found.first.of(text) in first + "trigger.a.b"
    assert found.second.of(text) in second + "trigger.a"


def test_numbers_may_be_part_of_a_text() -> None:
    body = "{\"t\": \"{{ trigger.a | plus: 1 }}{{ 'x' | append: trigger.a }}{{ trigger.a | append: 'x' }}\"}"
    assert contract(body).contradictions == ()


def test_a_template_that_does_not_parse_asks_nothing() -> None:
    assert "properties" not in contract('{"t": "{% if %}{{ trigger.a }}"}').schema


@pytest.mark.long
def test_what_is_called_required_is_and_what_is_not_is_not() -> None:
    for seed in range(60):
        assert disagreements(make(seed), Random(seed)) == [], f"seed {seed}"


@pytest.mark.parametrize(
    "body",
    [
        "{% assign x = trigger.a %}{{ x }}",
        "{{ trigger.a | default: 'x' }}",
        "{% if trigger.b %}{% assign x = trigger.b %}{% endif %}{% assign y = trigger.a %}{{ y }}",
        "{% for i in trigger.xs %}{% assign x = i.a %}{{ x }}{% endfor %}{{ trigger.a }}",
    ],
)
def test_legacy_liquid_forgives_a_missing_value_in_conditions_alone(body: str) -> None:
    made = template('{"liquid": "legacy", "properties": {"t": "' + body + '"}}')
    assert "a" in infer(made).schema["required"]


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("{% assign x = trigger.a %}{{ x }}", ["a"]),
        ("{% ifchanged %}{{ trigger.a }}{% endifchanged %}", ["a"]),
        ("{% if trigger.a %}x{% endif %}", []),
        ("{{ trigger.a | default: 'b' }}", ["a"]),
    ],
)
def test_a_legacy_contract_asks_for_what_legacy_rendering_needs(
    text: str, required: list[str]
) -> None:
    made = template('{"liquid": "legacy", "properties": {"t": "' + text + '"}}')
    assert infer(made).schema.get("required", []) == required
