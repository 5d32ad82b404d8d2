"""Contracts that nothing can fit."""

from typing import Any

import pytest
from inbox_toolkit.contract.satisfiability import find_contradiction

NOTHING: list[tuple[dict[str, Any], tuple[str | int, ...], str]] = [
    ({"minimum": 5, "maximum": 4}, (), "`minimum` 5 is more than `maximum` 4"),
    ({"items": {"exclusiveMinimum": 4, "maximum": 4}}, ("items",), "nothing is between"),
    ({"minItems": 1, "items": False}, (), "no item is allowed"),
    ({"properties": {"a": False}, "required": ["a"]}, (), "no value is allowed for it"),
    ({"additionalProperties": False, "required": ["a"]}, (), "not among the properties"),
    ({"type": "string", "allOf": [{"type": "number"}]}, (), "exclude each other"),
    ({"allOf": [{"type": ["string", "null"]}, {"type": "array"}]}, (), "exclude each other"),
    ({"allOf": [{"maxLength": 1, "minLength": 2}]}, ("allOf", 0), "`minLength` 2 is more"),
    ({"properties": {"a": {"enum": [1, True], "type": "string"}}}, ("properties", "a"), "no value of `enum`"),
    ({"const": "abc", "maxLength": 2}, (), "no value of `const`"),
    ({"enum": ["a", "b"], "pattern": "^c"}, (), "no value of `enum`"),
    ({"enum": []}, (), "`enum` has no value"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "pointer", "why"), NOTHING)
def test_nothing_fits(schema: dict[str, Any], pointer: tuple[str | int, ...], why: str) -> None:
    found = find_contradiction(schema)
    assert found is not None
    assert found[0] == pointer
    assert why in found[1]


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"minimum": 4, "maximum": 4},
        {"type": "integer", "allOf": [{"type": "number"}, True]},
        {"additionalProperties": False, "patternProperties": {"^a": {}}, "required": ["a"]},
        {"properties": {"a": False}},
        {"enum": ["a", 1], "type": "string"},
    ],
)
def test_something_fits(schema: dict[str, Any]) -> None:
    assert find_contradiction(schema) is None
