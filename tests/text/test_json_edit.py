"""An edited JSON text holds the new value, and everything else stays as it was written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.text.json_edit import edit_json, is_same

TEXT = """\
{
    "order_id": "ORD-1",
    "price": 1.50,   "currency": "EUR",
    "items": [
        {"name": "Cup", "count": 1e0},
        {"name": "Lid"}
    ],
    "tags": ["a",  "b", "c"],
    "empty": {},
    "note": "caf\\u00e9"
}
"""


def edited(**change: Any) -> str:
    return edit_json(TEXT, {**json.loads(TEXT), **change})


def lines_of(text: str) -> set[str]:
    return set(text.split("\n"))


def test_nothing_changed_is_the_same_text() -> None:
    assert edited() == TEXT


def test_a_value_is_replaced_in_its_place() -> None:
    assert edited(order_id="ORD-2") == TEXT.replace('"ORD-1"', '"ORD-2"')
    assert edited(price=None) == TEXT.replace("1.50", "null")
    assert edited(note="ü") == TEXT.replace("caf\\u00e9", "ü")


def test_a_new_member_comes_last_on_a_line_of_its_own() -> None:
    assert edited(new={"a": [1]}) == TEXT.replace(
        '"caf\\u00e9"\n',
        '"caf\\u00e9",\n    "new": {\n        "a": [\n            1\n        ]\n    }\n',
    )


def test_a_member_of_a_line_is_added_to_that_line() -> None:
    items = [{"name": "Cup", "count": 1.0, "size": "L"}, {"name": "Lid"}]
    assert edited(items=items) == TEXT.replace('"count": 1e0}', '"count": 1e0, "size": "L"}')


def test_members_are_removed_with_their_comma() -> None:
    value = json.loads(TEXT)
    del value["currency"]
    assert edit_json(TEXT, value) == TEXT.replace('"currency": "EUR",\n    ', "")
    del value["note"]
    text = edit_json(TEXT, value)
    assert text.endswith('"empty": {}\n}\n')
    assert edit_json('{"a": 1}', {}) == "{}"


def test_items_are_removed_and_added_where_they_differ() -> None:
    assert edited(tags=["b", "c"]) == TEXT.replace('"a",  ', "")
    assert edited(tags=["a", "b"]) == TEXT.replace(', "c"', "")
    assert edited(tags=["a", "x", "b", "c"]) == TEXT.replace('"b",', '"x", "b",')
    assert edited(tags=["a", "b", "c", "d"]) == TEXT.replace('"c"]', '"c", "d"]')
    assert edited(items=[{"name": "Lid"}]) == TEXT.replace(
        '{"name": "Cup", "count": 1e0},\n        ', ""
    )


def test_windows_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert (
        edit_json(text, {**json.loads(TEXT), "new": {"a": 1}}).count("\n") == text.count("\n") + 3
    )
    assert "\n" not in edit_json(text, {**json.loads(TEXT), "new": {"a": 1}}).replace("\r\n", "")


def test_one_and_true_are_not_the_same() -> None:
    assert edit_json('{"a": 1}', {"a": True}) == '{"a": true}'
    assert edit_json('{"a": 1}', {"a": 1.0}) == '{"a": 1.0}'
    assert not is_same({"a": [1]}, {"a": [True]})


def test_half_a_character_is_written_as_an_escape() -> None:
    text = edit_json('{"a": 1}', {"a": "\ud83d"})
    assert text.isascii()
    assert json.loads(text) == {"a": "\ud83d"}


@pytest.mark.parametrize("text", ["", "{", '{"a": 1} x'])
def test_what_is_not_json_is_not_edited(text: str) -> None:
    with pytest.raises(ValueError, match="not JSON"):
        edit_json(text, {})


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(-2, 2)
    | st.text('ab"\\\nü', max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES, VALUES, st.sampled_from([None, 1, 2, "\t"]), st.booleans())
def test_the_text_holds_the_new_value(
    old: Any, new: Any, indent: int | str | None, windows: bool
) -> None:
    text = json.dumps(old, indent=indent)
    text = text.replace("\n", "\r\n") if windows else text
    after = edit_json(text, new)
    assert is_same(json.loads(after), new)
    assert edit_json(after, new) == after


@given(st.dictionaries(st.text("abcd", min_size=1, max_size=2), VALUES, min_size=1), st.data())
def test_the_order_of_what_stays_is_kept(old: dict[str, Any], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(old)))
    new = {"zz": 1, **{key: value for key, value in reversed(old.items()) if key != gone}}
    after = json.loads(edit_json(json.dumps(old), new))
    assert list(after) == [*(key for key in old if key != gone), "zz"]
