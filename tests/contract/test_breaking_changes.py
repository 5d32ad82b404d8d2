"""What a contract refuses that an earlier one allowed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.contract.breaking_changes import breaking_changes
from inbox_toolkit.schemas.checking import Checker

TEXT = {"type": "string"}

BREAKS: list[tuple[dict[str, Any], dict[str, Any], list[tuple[tuple[str | None, ...], str, str]]]] = [
    (
        {"properties": {"a": TEXT}},
        {"properties": {"a": TEXT}, "required": ["a"]},
        [(("a",), "", "`trigger.a` must be sent now, it was optional")],
    ),
    ({}, {"required": ["a"]}, [(("a",), "", "`trigger.a` must be sent now, nothing asked for it")]),
    (
        {"properties": {"a": {"type": ["string", "number"]}}},
        {"properties": {"a": TEXT}},
        [(("a",), "type", "`trigger.a` must be text now, it could be text or a number")],
    ),
    (
        {"properties": {"a": {"type": "number"}}},
        {"properties": {"a": {"type": "integer"}}},
        [(("a",), "type", "`trigger.a` must be a whole number now, it could be a number")],
    ),
    (
        {"properties": {"a": {}}},
        {"properties": {"a": TEXT}},
        [(("a",), "type", "`trigger.a` must be text now, it could be anything")],
    ),
    (
        {"properties": {"k": {"enum": ["a", "b", 1]}}},
        {"properties": {"k": {"enum": ["a"]}}},
        [(("k",), "enum", '`trigger.k` can no longer be `"b"` or `1`')],
    ),
    (
        {"properties": {"k": {}}},
        {"properties": {"k": {"const": "a"}}},
        [(("k",), "const", '`trigger.k` must be `"a"` now, it could be anything')],
    ),
    (
        {"properties": {"a": {"maxLength": 9}}},
        {"properties": {"a": {"maxLength": 8, "minLength": 1, "pattern": "^a"}}},
        [
            (("a",), "maxLength", "`maxLength` of `trigger.a` is 8 now, it was 9"),
            (("a",), "minLength", "`minLength` of `trigger.a` is 1 now, there was no such limit"),
            (("a",), "pattern", "`pattern` of `trigger.a` has changed: what was fine may be refused"),
        ],
    ),
    (
        {"properties": {"n": {"minimum": -3}}},
        {"properties": {"n": {"minimum": -2}}},
        [(("n",), "minimum", "`minimum` of `trigger.n` is -2 now, it was -3")],
    ),
    (
        {"properties": {"l": {"items": {"properties": {"n": TEXT}}}}},
        {"properties": {"l": {"items": {"properties": {"n": TEXT}, "required": ["n"]}, "minItems": 1}}},
        [
            (("l",), "minItems", "`minItems` of `trigger.l` is 1 now, there was no such limit"),
            (("l", None, "n"), "", "`trigger.l[].n` must be sent now, it was optional"),
        ],
    ),
    (
        {"properties": {"a": TEXT}},
        {"additionalProperties": False},
        [
            ((), "additionalProperties", "`trigger` can have no other members now"),
            (("a",), "", "`trigger.a` can no longer be sent"),
        ],
    ),
    (
        {"properties": {"a": TEXT}},
        {"properties": {"a": False}},
        [(("a",), "", "`trigger.a` can no longer be sent")],
    ),
    (
        {"properties": {"o": {"required": ["a"]}}},
        {
            "properties": {"o": {"required": ["a"]}},
            "allOf": [
                {"if": {}, "then": {"properties": {"o": {"required": ["b"]}}}},
                {"if": {}, "then": {"properties": {"o": {"required": ["a"]}}}},
            ],
        },
        [(("o", "b"), "", "`trigger.o.b` must be sent under a new condition")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), BREAKS)
def test_it_breaks(old: dict[str, Any], new: dict[str, Any], said: list[Any]) -> None:
    found = [(one.path, one.keyword, one.message) for one in breaking_changes("trigger", old, new)]
    assert found == said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"required": ["a"]}, {"properties": {"a": {}}}),
        ({"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"type": "number"}}}),
        ({"properties": {"a": TEXT}}, {"properties": {"a": {"type": ["string", "null"]}}}),
        ({"properties": {"k": {"enum": ["a"]}}}, {"properties": {"k": {"enum": ["b", "a"]}}}),
        ({"properties": {"k": {"enum": ["a"]}}}, {"properties": {"k": {}}}),
        ({"properties": {"a": {"maxLength": 8}}}, {"properties": {"a": {"maxLength": 9, "minLength": 0}}}),
        ({}, {"properties": {"new": {"type": "string", "maxLength": 1}}}),
        ({"type": ["object", "null"]}, {"type": "object"}),
        ({"title": "a"}, {"title": "b", "description": "c"}),
        ({"allOf": [{"if": {}, "then": {"required": ["a"]}}]}, {}),
    ],
)  # fmt: skip
def test_it_breaks_nobody(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert breaking_changes("trigger", old, new) == []


_VALUES = ["a", "bb", 1, 2.5, None, True, [], ["a"], [1, 2], {}, {"x": "a"}, {"x": 1, "y": 2}]
_LEAVES = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "number", "integer", ["string", "null"], "array", "object"]),
        "enum": st.lists(st.sampled_from(["a", "bb", 1, None]), min_size=1, max_size=3, unique=True),
        "minimum": st.sampled_from([0, 2]),
        "maxLength": st.sampled_from([1, 2]),
        "minItems": st.sampled_from([1, 2]),
    },
)  # fmt: skip
_SCHEMAS = st.recursive(
    _LEAVES,
    lambda inner: (
        st.builds(lambda item: {"type": "array", "items": item}, inner)
        | st.builds(
            lambda x, y, needed: {"type": "object", "properties": {"x": x, "y": y}, "required": needed},
            inner, inner, st.lists(st.sampled_from(["x", "y"]), unique=True),
        )
    ),
    max_leaves=4,
)  # fmt: skip


@given(_SCHEMAS, _SCHEMAS)
def test_what_is_refused_now_and_was_allowed_is_a_break(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    before, now = Checker(old), Checker(new)
    is_refused = any(before.fits(one) and not now.fits(one) for one in _VALUES)
    # What the old contract did not speak of is nobody's promise.
    if is_refused and not _speaks_of_more(old, new):
        assert breaking_changes("trigger", {"properties": {"a": old}}, {"properties": {"a": new}})


def _speaks_of_more(old: dict[str, Any], new: dict[str, Any]) -> bool:
    for name, inner in new.get("properties", {}).items():
        was = old.get("properties", {}).get(name)
        if was is None or _speaks_of_more(was, inner):
            return True
    return "items" in new and _speaks_of_more(old.get("items", {}), new["items"])
