"""What differs between a kept contract and today's."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.contract.drift import find_drift, path_text, types_text
from inbox_toolkit.contract.merge import without_annotations

CASES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    ({"properties": {"a": {}}}, {"properties": {"a": {}}}, []),
    ({"title": "x", "examples": [1]}, {"$schema": "y", "format": "z"}, []),
    ({"type": ["string", "null"]}, {"type": ["null", "string"]}, []),
    ({"description": "d", "maxLength": 4}, {}, []),
    ({}, {"properties": {"a": {}}}, ["the template reads `trigger.a`, which the contract lacks"]),
    (
        {"properties": {"l": {"type": "array", "items": {"type": "string"}}}},
        {"properties": {"l": {"type": "array", "items": {"type": ["number", "null"]}, "minItems": 1}}},
        [
            "the template needs 1 item in `trigger.l`",
            "the template takes `trigger.l[]` as a number or null, the contract says text",
        ],
    ),
    (
        {"properties": {"k": {}}},
        {"properties": {"k": {"enum": ["a", 1]}}},
        ["the template prints nothing for a `trigger.k` other than `a`, `1`"],
    ),
    (
        {"allOf": [{"if": {}, "then": {"properties": {"o": {"required": ["p"]}}}}]},
        {"allOf": [{"properties": {"l": {"items": {"if": {}, "then": {"required": ["n"]}}}}}]},
        [
            "the template needs `trigger.l[].n` under a condition that the contract does not state",
            "the contract requires `trigger.o.p` under a condition that the template no longer has",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), CASES)
def test_it_says(old: dict[str, Any], new: dict[str, Any], said: list[str]) -> None:
    assert [one.message for one in find_drift("trigger", old, new)] == said


def test_paths_and_types_are_said_as_people_do() -> None:
    assert path_text("customer", ("orders", None, "a b")) == "customer.orders[]['a b']"
    assert types_text({"type": ["integer", "null"]}) == "a whole number or null"
    assert types_text({}) == "anything"


_SCHEMAS: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.sampled_from([{}, {"type": "string"}, {"type": ["number", "null"]}, {"enum": ["a"]}]),
    lambda inner: (
        st.builds(
            lambda members, needed: {
                "properties": members, "required": sorted(needed & set(members)),
            },
            st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
            st.sets(st.sampled_from("ab")),
        )
        | st.builds(lambda item, least: {"items": item, "minItems": least}, inner, st.integers(1, 2))
    ),
    max_leaves=6,
)  # fmt: skip


@given(_SCHEMAS)
def test_a_contract_does_not_differ_from_itself(schema: dict[str, Any]) -> None:
    assert find_drift("trigger", schema, dict(without_annotations(schema))) == []
