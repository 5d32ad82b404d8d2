"""A reader that takes a text in pieces agrees with one that takes it whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.prove.json_automaton import InvalidJson, JsonState, feed_kind, feed_text, finish
from inbox_toolkit.rendering.outcome import parse_payload

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def accepts(*pieces: str) -> bool:
    at = JsonState()
    try:
        for piece in pieces:
            at = feed_text(at, piece)
        finish(at)
    except InvalidJson:
        return False
    return True


@given(st.dictionaries(st.text(max_size=3), JSON, max_size=3), st.booleans(), st.data())
def test_json_is_accepted_however_it_is_cut(
    value: dict[str, object], ascii_only: bool, data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    cut = data.draw(st.integers(0, len(text)))
    assert accepts(text[:cut], text[cut:])


@given(st.dictionaries(st.text(max_size=3), JSON, max_size=2), st.data())
def test_it_agrees_about_damaged_json(value: dict[str, object], data: st.DataObject) -> None:
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    mark = data.draw(st.sampled_from([*'{}[]",:\\0-.eE1tfnu \n', "", "true", '"a":1']))
    gone = data.draw(st.integers(0, 3))
    damaged = text[:at] + mark + text[at + gone :]
    assert accepts(damaged) is isinstance(parse_payload(damaged), dict)


KINDS = [
    ('{"a": ', "json", True), ('{"a": ', "number", True), ('{"a": ', "any", False),
    ('{"a": ', "safe", False), ('{"a": "', "safe", True), ('{"a": "', "number", True),
    ('{"a": "', "json", False), ('{"a": "\\', "number", False), ('{"a": 1', "number", False),
    ('{', "json", False), ('{', "string", True), ("", "json", False), ('{"a": "\\u0', "safe", False),
    ('{"a": [', "json", True), ('{"a": [1', "json", False),
]  # fmt: skip


@pytest.mark.parametrize(("before", "kind", "fits"), KINDS)
def test_a_placeholder_fits_where_all_it_can_print_does(before: str, kind: str, fits: bool) -> None:
    at = feed_text(JsonState(), before)
    try:
        feed_kind(at, kind)  # type: ignore[arg-type]
    except InvalidJson:
        assert not fits
    else:
        assert fits


def test_a_key_with_a_placeholder_may_stand_twice() -> None:
    at = feed_kind(feed_text(JsonState(), '{"a": 1, "'), "safe")
    with pytest.raises(InvalidJson, match="twice"):
        feed_text(at, '": 1')
