"""What people add to a contract survives."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.contract.merge import contract_name, merge, without_annotations
from inbox_toolkit.contract.refs import resolve_refs

from tests.support.projects import template


def test_it_is_kept_beside_the_template() -> None:
    made = template('{"properties": {}}', "mail/order")
    assert contract_name(made) == "templates/mail/order.contract.json"
    assert contract_name(made, "customer") == "templates/mail/order.customer.contract.json"
    assert contract_name(template("{}", "order.fr")) == "templates/order.contract.json"


CONDITION = {"if": {"required": ["b"]}, "then": {"required": ["c"]}}

CASES: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"description": "who"}, {"type": "string"}, {"type": "string", "description": "who"}),
    ({"maxLength": 9, "format": "uri"}, {}, {"maxLength": 9, "format": "uri"}),
    ({"type": "string"}, {"type": ["string", "number"]}, {"type": "string"}),
    ({"type": "integer"}, {"type": ["string", "number"]}, {"type": "integer"}),
    ({"type": ["string", "integer"]}, {"type": ["string", "number"]}, {"type": ["string", "integer"]}),
    ({"type": "object"}, {"type": "string"}, {"type": "string"}),
    ({"enum": ["x"]}, {"examples": ["x", "y"]}, {"enum": ["x"]}),
    ({"minItems": 3}, {"type": "array", "minItems": 1}, {"type": "array", "minItems": 3}),
    (
        {"type": "array", "items": {"description": "d"}},
        {"type": "array", "items": {"type": "number"}},
        {"type": "array", "items": {"type": "number", "description": "d"}},
    ),
    (
        {"properties": {"a": {"description": "d"}, "gone": {}}, "required": ["gone"]},
        {"properties": {"a": {"type": "string"}, "b": {}}, "required": ["b"]},
        {"properties": {"a": {"type": "string", "description": "d"}, "b": {}}, "required": ["b"]},
    ),
    # conditions: inferred ones are inferred anew, those of people's own stay
    ({"allOf": [CONDITION]}, {}, {}),
    ({"allOf": [{"properties": {"o": {"items": CONDITION}}}]}, {}, {}),
    ({"allOf": [{**CONDITION, "description": "d"}]}, {}, {"allOf": [{**CONDITION, "description": "d"}]}),
    ({"allOf": [{"minProperties": 1}]}, {"allOf": [CONDITION]}, {"allOf": [CONDITION, {"minProperties": 1}]}),
    ({"anyOf": [{"required": ["a"]}]}, {}, {"anyOf": [{"required": ["a"]}]}),
    # an object that the template takes whole
    (
        {"properties": {"o": {"type": "object", "properties": {"p": {}}, "required": ["p"]}}},
        {"properties": {"o": {"type": "object"}}},
        {"properties": {"o": {"type": "object", "properties": {"p": {}}, "required": ["p"]}}},
    ),
    ({"properties": {"o": {}}}, {"title": "t", "type": "object"}, {"title": "t", "type": "object"}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), CASES)
def test_what_survives(old: dict[str, Any], new: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert merge(old, new) == wanted
    assert merge(wanted, new) == wanted


ADDRESS = {"type": "object", "properties": {"city": {"type": "string", "maxLength": 40}}}
TWO = {
    "properties": {
        "from": {"$ref": "#/$defs/address", "description": "ours"},
        "to": {"$ref": "#/$defs/address"},
    },
    "$defs": {"address": ADDRESS},
}
INFERRED = {"type": "object", "properties": {"city": {"type": ["string", "number"]}}}
GROWN = {
    "type": "object",
    "properties": {"city": {"type": ["string", "number"]}, "zip": {"type": "string"}},
    "required": ["zip"],
}


def test_a_reference_stays_where_nothing_has_changed() -> None:
    new = {"properties": {"from": INFERRED, "to": INFERRED}}
    assert merge(TWO, new) == TWO


def test_a_remark_of_one_place_does_not_undo_a_reference() -> None:
    city = {"type": "object", "properties": {"city": {"type": "string", "examples": ["Rome"]}}}
    assert merge(TWO, {"properties": {"from": city, "to": INFERRED}}) == TWO


def test_a_definition_follows_where_all_its_places_have_changed_alike() -> None:
    found = merge(TWO, {"properties": {"from": GROWN, "to": GROWN}})
    assert found["properties"] == TWO["properties"]
    address = found["$defs"]["address"]
    assert address["required"] == ["zip"]
    assert address["properties"]["city"] == {"type": "string", "maxLength": 40}


def test_a_place_that_differs_is_written_out() -> None:
    found = merge(TWO, {"properties": {"from": GROWN, "to": INFERRED}})
    assert found["$defs"] == TWO["$defs"]
    assert found["properties"]["to"] == {"$ref": "#/$defs/address"}
    assert found["properties"]["from"]["description"] == "ours"
    assert found["properties"]["from"]["required"] == ["zip"]
    assert found["properties"]["from"]["properties"]["city"]["maxLength"] == 40


def test_a_definition_that_people_use_elsewhere_is_left_alone() -> None:
    old = {**TWO, "anyOf": [{"properties": {"to": {"$ref": "#/$defs/address"}}}]}
    found = merge(old, {"properties": {"from": GROWN, "to": GROWN}})
    assert found["$defs"] == TWO["$defs"]
    assert found["properties"]["to"]["required"] == ["zip"]


def test_definitions_of_definitions_follow_too() -> None:
    old: dict[str, Any] = {
        "properties": {"a": {"$ref": "#/$defs/line"}, "b": {"$ref": "#/$defs/line"}},
        "$defs": {
            "line": {"type": "object", "properties": {"n": {"$ref": "#/$defs/name"}}},
            "name": {"type": "string", "maxLength": 5},
        },
    }
    line = {"type": "object", "properties": {"n": {"type": "number"}}}
    found = merge(old, {"properties": {"a": line, "b": line}})
    assert found["properties"] == old["properties"]
    assert found["$defs"] == {**old["$defs"], "name": {"type": "number", "maxLength": 5}}


_SCHEMAS: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.sampled_from([{}, {"type": "string"}, {"type": "number", "maximum": 3}, {"enum": ["a", 1]}]),
    lambda inner: (
        st.builds(
            lambda members, needed: {
                "type": "object", "properties": members, "required": sorted(needed & set(members)),
            },
            st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3),
            st.sets(st.sampled_from("abc")),
        )
        | st.builds(lambda item: {"type": "array", "items": item}, inner)
    ),
    max_leaves=8,
)  # fmt: skip


@given(_SCHEMAS, _SCHEMAS, st.booleans())
def test_keeping_twice_is_keeping_once_and_references_change_nothing(
    old: dict[str, Any], new: dict[str, Any], is_one: bool
) -> None:
    plain = {"properties": {"x": old, "y": {"properties": {"z": old}}}}
    refer = {"$ref": "#/$defs/it"}
    referring = {
        "properties": {"x": refer, "y": {"properties": {"z": dict(refer)}}},
        "$defs": {"it": old},
    }
    wanted = {"properties": {"x": new, "y": {"properties": {"z": {} if is_one else new}}}}
    first = merge(referring, wanted)
    assert merge(first, wanted) == first
    assert without_annotations(resolve_refs(first)) == without_annotations(merge(plain, wanted))
