"""References inside a contract."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.contract.refs import (
    InvalidRef,
    iter_refs,
    pointer_to,
    resolve_pointer,
    resolve_refs,
)

SHARED = {
    "properties": {
        "billing": {"$ref": "#/$defs/address", "description": "where the bill goes"},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
    },
    "$defs": {
        "address": {"properties": {"city": {"type": "string"}}},
        "line": {"properties": {"name": {"$ref": "#/$defs/text"}}},
        "text": {"type": "string"},
    },
}


def test_they_are_filled_in() -> None:
    found = resolve_refs(SHARED)
    assert found["properties"]["billing"] == {
        "properties": {"city": {"type": "string"}},
        "description": "where the bill goes",
    }
    assert found["properties"]["lines"]["items"] == {"properties": {"name": {"type": "string"}}}
    assert list(iter_refs(found)) == []


def test_a_key_of_that_name_is_no_reference() -> None:
    for document in (
        {
            "properties": {"$ref": {"type": "string"}, "enum": {"$ref": "#/$defs/a"}},
            "$defs": {"a": {}},
        },
        {"examples": [{"$ref": "https://example.com"}]},
    ):
        assert "$defs" not in resolve_refs(document)
    assert resolve_refs(
        {"properties": {"enum": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"type": "null"}}}
    ) == {"properties": {"enum": {"type": "null"}}}


def test_each_is_found_where_it_stands() -> None:
    assert list(iter_refs(SHARED)) == [
        (("properties", "billing", "$ref"), "#/$defs/address"),
        (("properties", "lines", "items", "$ref"), "#/$defs/line"),
        (("$defs", "line", "properties", "name", "$ref"), "#/$defs/text"),
    ]
    assert list(iter_refs({"allOf": [{"$dynamicRef": "#x"}], "enum": [{"$ref": "y"}]})) == [
        (("allOf", 0, "$dynamicRef"), "#x")
    ]


REFUSED = [
    ({"$ref": "https://example.com/a.json"}, ("$ref",), "nothing is fetched"),
    ({"items": {"$ref": "other.json#/a"}}, ("items", "$ref"), "nothing is fetched"),
    ({"items": {"$ref": "#/$defs/x"}}, ("items", "$ref"), "does not exist"),
    ({"items": {"$ref": "#x"}, "$defs": {"a": {"$anchor": "x"}}}, ("items", "$ref"), "does not exist"),
    ({"items": {"$ref": "#/title"}, "title": "t"}, ("items", "$ref"), "does not exist"),
    ({"properties": {"a": {"$ref": "#"}}}, ("properties", "a", "$ref"), "refers to itself"),
    ({"$dynamicRef": "#x"}, ("$dynamicRef",), "is not supported"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "pointer", "said"), REFUSED)
def test_what_is_refused_is_said_with_its_way(
    document: dict[str, object], pointer: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InvalidRef, match=said) as caught:
        resolve_refs(document)
    assert caught.value.pointer[: len(pointer)] == pointer
    assert caught.value.help


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("#", ()),
        ("#/$defs/a~1b", ("$defs", "a/b")),
        ("#/$defs/a~0b", ("$defs", "a~b")),
        ("#/$defs/a%20b", ("$defs", "a b")),
        ("#/allOf/0", ("allOf", 0)),
    ],
)
def test_where_a_reference_leads(name: str, pointer: tuple[str | int, ...]) -> None:
    document = {"$defs": {"a/b": {}, "a~b": {}, "a b": {}}, "allOf": [{}]}
    assert resolve_pointer(document, name)[0] == pointer


@pytest.mark.parametrize("index", ["²", "٣", "1", "9" * 5_000])
def test_no_item_is_found_by_other_digits(index: str) -> None:
    with pytest.raises(InvalidRef):
        resolve_pointer({"allOf": [{}]}, f"#/allOf/{index}")


@pytest.mark.parametrize(
    ("steps", "pointer"),
    [
        ((), ()),
        (("billing",), ("properties", "billing")),
        (("billing", "city"), ("$defs", "address", "properties", "city")),
        (("lines", None, "name"), ("$defs", "line", "properties", "name")),
        (("lines", None, "price"), ("$defs", "line")),
        (("nope", "deeper"), ()),
    ],
)
def test_where_a_contract_speaks_of_a_path(
    steps: tuple[str | None, ...], pointer: tuple[str, ...]
) -> None:
    assert pointer_to(SHARED, steps) == pointer


def test_where_a_reference_at_the_end_leads() -> None:
    assert pointer_to(SHARED, ("lines", None), inside=True) == ("$defs", "line")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["$ref", "$defs", "a", "enum", "items", "properties"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)
_REFS = st.sampled_from(["#", "#/$defs/a", "#/properties/a", "#/items", "#a", "x", "#/items/0"])


@given(st.dictionaries(st.sampled_from(["$defs", "a", "items", "properties"]), _JSON), _REFS)
def test_nothing_but_its_own_error_is_raised(document: dict[str, object], name: str) -> None:
    with suppress(InvalidRef):
        resolve_refs({**document, "if": {"$ref": name}})
