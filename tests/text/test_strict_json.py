import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.text.strict_json import parse_strictly

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(VALUES)
def test_json_is_read_as_it_was_written(value: object) -> None:
    assert parse_strictly(json.dumps(value)) == value
    assert parse_strictly(f"\n\t {json.dumps(value, indent=1)}\r\n") == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '[{"b": {"a": 1, "\\u0061": 2}}]',
        "NaN",
        "[-Infinity]",
        "\ufeff{}",
        "{} {}",
        " {}\x0b",
        "{'a': 1}",
        "",
    ],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"stands twice|not JSON|Expecting|after the end"):
        parse_strictly(text)


def test_what_nests_too_deep_is_refused() -> None:
    with pytest.raises(RecursionError):
        parse_strictly("[" * 100_000)
