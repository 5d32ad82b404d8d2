import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.text.json_reader import read_json, unescape, value_end
from inbox_toolkit.text.span import Span

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)

BROKEN = [
    ('{"a": 1,}', ",", "a comma before the closing bracket"),
    ("[1, 2,]", ",", "a comma before the closing bracket"),
    ('{"a": 1, "a": 2}', '"a"', "the key `a` stands twice"),
    ('{"a" 1}', "1", "expected a colon, found `1`"),
    ('{"a": 1 "b": 2}', "1", "a comma is missing after this"),
    ("{a: 1}", "a", "expected a key in double quotes, found `a`"),
    ('{"a": nul}', "nul", "`nul` is not JSON"),
    ('{"a": NaN}', "NaN", "`NaN` is not JSON"),
    ('{"a": 01}', "01", "`01` is not JSON"),
    ('{"a": 1٣}', "1٣", "`1٣` is not JSON"),
    ('{"a": ٣}', "٣", "`٣` is not JSON"),
    ('{"a": -１}', "-１", "`-１` is not JSON"),
    ('{"a": 1.٣}', "1.٣", "`1.٣` is not JSON"),
    ('{"a": 1e٣}', "1e٣", "`1e٣` is not JSON"),
    ('{"a": 1²}', "1²", "`1²` is not JSON"),
    ('{"a": "x}', '"', "a string that is not closed"),
    ('{"a": "x\ny"}', "\n", "a line break or control character inside a string"),
    ('{"a": "\\q"}', "\\q", "an unknown escape in a string"),
    ("{} {}", "{", "there is text after the end of the JSON"),
    ("", "", "expected a value, the text ends"),
    ('{"a": [1', "", "expected a comma or `]`, the text ends"),
]


@pytest.mark.parametrize(("text", "marked", "message"), BROKEN)
def test_what_is_wrong_is_named_and_marked(text: str, marked: str, message: str) -> None:
    (problem,) = read_json(text).problems
    assert problem.span.of(text) == marked
    assert problem.message == message
    assert problem.help


def test_several_problems_are_all_found() -> None:
    reading = read_json('{"a": [1,], "a": {"b": 1,}}')
    assert [one.message.split("`")[0] for one in reading.problems] == [
        "a comma before the closing bracket",
        "the key ",
        "a comma before the closing bracket",
    ]
    assert reading.root is not None


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_it_reads_what_the_standard_library_writes(
    value: Any, indent: Any, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    reading = read_json(text)
    assert not reading.problems
    assert reading.root is not None
    assert reading.root.plain() == json.loads(text)
    assert reading.root.span == Span(0, len(text))


@given(st.text(alphabet=st.sampled_from('{}[]",:\\ 01٣１².eE-nulltruefase\n\ud83d/u'), max_size=40))
def test_it_agrees_with_the_standard_library_on_what_is_json(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=lambda _: 1 / 0, object_pairs_hook=_unique)
    except (ValueError, ZeroDivisionError):
        assert read_json(text).problems
    else:
        reading = read_json(text)
        assert not reading.problems
        assert reading.root is not None
        assert reading.root.plain() == expected


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


@given(VALUES)
def test_every_value_stands_where_it_says(value: Any) -> None:
    text = json.dumps(value)
    root = read_json(text).root
    assert root is not None
    for found in [*root.strings(), *[member.value for member in root.members], *root.items]:
        assert json.loads(found.span.of(text)) == found.plain()
    for member in root.members:
        assert json.loads(member.key_span.of(text)) == member.key


def test_hostile_nesting_is_refused_at_once() -> None:
    for opener in ("[", '{"a":'):
        (problem,) = read_json(opener * 100_000).problems
        assert problem.message == "nested deeper than 256 levels"


def test_an_opaque_value_is_measured_not_read() -> None:
    text = '{"p": {x: "}", [1]}, "q": {"p": 1}}'
    reading = read_json(text, opaque=frozenset({"p"}))
    assert reading.root is not None
    assert [(m.key, m.value.kind) for m in reading.root.members] == [
        ("p", "opaque"),
        ("q", "object"),
    ]
    assert reading.root.members[0].value.span.of(text) == '{x: "}", [1]}'


def test_an_opaque_value_without_an_end_is_said() -> None:
    (problem,) = read_json('{"p": {"a": "}', opaque=frozenset({"p"})).problems
    assert problem.message.startswith("this value has no end")


def test_a_path_leads_to_the_nearest_value() -> None:
    text = '{"a": {"b": [10, 20]}}'
    root = read_json(text).root
    assert root is not None
    assert root.at(("a", "b", 1)).span.of(text) == "20"
    assert root.at(("a", "c")).span.of(text) == '{"b": [10, 20]}'
    assert root.at(("a", "b", 9)).handle.of(text) == "["


def test_pairs_of_surrogates_become_one_character() -> None:
    assert unescape("\\ud83e\\udea8") == "🪨"
    assert unescape("\\n\\/\\u0041") == "\n/A"


def test_value_end_passes_over_strings() -> None:
    text = '{"a": "}\\"}"} rest'
    assert value_end(text, 0, len(text)) == 13
    assert value_end("{", 0, 1) is None
    with pytest.raises(RecursionError):
        value_end("[" * 1000, 0, 1000)


def test_numbers_no_float_holds_are_read() -> None:
    root = read_json("1" * 5000).root
    assert root is not None
    assert root.scalar == float("inf")
