import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.rendering.outcome import parse_payload
from inbox_toolkit.text.json_tree import JsonProblem


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('{"a": "Dwayne "The Rock""}', "T"),
        ('{"a": NaN}', "NaN"),
        ('{"a": Infinity}', "Infinity"),
        ('{"a": 1, "a": 2}', '"a"'),
        ('{"a": [1,]}', ","),
        ('{"a": "one\ntwo"}', "\n"),
        ("[1]", "[1]"),
        ("", ""),
        ("[" * 100_000, "["),
    ],
)
def test_what_is_not_one_object_is_marked(text: str, marked: str) -> None:
    found = parse_payload(text)
    assert isinstance(found, JsonProblem)
    assert found.span.of(text) == marked
    assert found.help


@given(st.dictionaries(st.text(), st.none() | st.text() | st.integers()))
def test_an_object_is_the_payload(payload: dict[str, object]) -> None:
    import json

    assert parse_payload(json.dumps(payload)) == payload
