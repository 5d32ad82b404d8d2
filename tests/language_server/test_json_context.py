import pytest
from inbox_toolkit.language_server.json_context import json_context_at

CASES = [
    # text up to the cursor, path, keys so far, whether a key is due, what is replaced
    ("{", (), (), True, ""),
    ('{"', (), (), True, '"'),
    ('{"na', (), (), True, '"na'),
    ('{"a": 1, ', (), ("a",), True, ""),
    ('{"a": 1, "', (), ("a",), True, '"'),
    ('{"a": ', ("a",), ("a",), False, ""),
    ('{"a": "x', ("a",), ("a",), False, '"x'),
    ('{"a": tr', ("a",), ("a",), False, "tr"),
    ('{"a": {"b": ', ("a", "b"), ("b",), False, ""),
    ('{"a": {"b": 1}, "c": {', ("c",), (), True, ""),
    ('{"a": [', ("a", "[]"), (), False, ""),
    ('{"a": ["x", "', ("a", "[]"), (), False, '"'),
    ('{"a": [{"b": 1}, {', ("a", "[]"), (), True, ""),
    ('{"a\\"b": 1, "', (), ('a\\"b',), True, '"'),
]


@pytest.mark.parametrize(("text", "path", "keys", "is_key", "replaced"), CASES)
@pytest.mark.parametrize("rest", ["", '"}', "\n}"])
def test_what_can_be_written(
    text: str, path: tuple[str, ...], keys: tuple[str, ...], is_key: bool, replaced: str, rest: str
) -> None:
    found = json_context_at(text + rest, len(text))
    assert found is not None
    assert (found.path, found.keys, found.is_key) == (path, keys, is_key)
    assert found.span.of(text + rest).strip('"') == replaced.strip('"')


@pytest.mark.parametrize("text", ["", "{} ", "x"])
def test_nothing_outside(text: str) -> None:
    assert json_context_at(text, len(text)) is None
