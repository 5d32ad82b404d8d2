"""Data with one thing changed."""

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.generate.mutations import attacks, explorations, shrinks


def test_what_conditions_ask_for_is_there() -> None:
    data = {"kind": "a", "ok": True, "n": 3, "list": [{"x": 1}, {"x": 2}]}
    observed: dict[tuple[str | None, ...], list[object]] = {
        ("kind",): ["gift"],
        ("list", None, "x"): [7],
        ("list",): ["vip"],
    }
    found = list(explorations(data, observed))
    for wanted in (
        {**data, "list": []},
        {**data, "list": [{"x": 1}]},
        {"ok": True, "n": 3, "list": data["list"]},
        {**data, "kind": "gift"},
        {**data, "ok": False},
        {**data, "n": 0},
        {**data, "n": None},
        {**data, "kind": ""},
        {**data, "list": [{"x": 7}, {"x": 2}]},
        {**data, "list": [{"x": 1}, {"x": 2}, {"x": 1}]},
        {**data, "list": [{}, {"x": 2}]},
        {**data, "list": [{"x": 1}, {"x": 2}, "vip"]},
    ):
        assert wanted in found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_the_data_itself_is_left_alone(data: object) -> None:
    before = repr(data)
    for found in (explorations(data, {}), attacks(data, {}), shrinks(data)):
        list(found)
    assert repr(data) == before


def test_shrinks_are_simpler() -> None:
    found = list(shrinks({"a": [1, 5], "b": "text"}))
    assert {"b": "text"} in found
    assert {"a": [5], "b": "text"} in found
    assert {"a": [1, 0], "b": "text"} in found
    assert {"a": [1, 5], "b": "x"} in found
