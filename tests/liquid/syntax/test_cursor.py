import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, NIL
from inbox_toolkit.liquid.syntax.cursor import MAX_BRACKETS, Cursor, plain_path
from inbox_toolkit.liquid.syntax.nodes import Binary, Expression, Literal, Path, Range, Segment
from inbox_toolkit.text.span import Span

SOUP = st.text(alphabet="ab.[]()'\"\\0129- +?\n", max_size=30)


def value(text: str) -> Expression | None:
    return Cursor(text, 0, len(text)).value()


def keys(text: str) -> list[object]:
    path = value(text)
    assert isinstance(path, Path)
    return [segment.key for segment in path.segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["a"]),
        ("a.b.c", ["a", "b", "c"]),
        ("a.0", ["a", "0"]),
        ("a[0].b", ["a", 0, "b"]),
        ("a[-1]", ["a", -1]),
        ("a['b c'].d", ["a", "b c", "d"]),
        ("a?.b-c", ["a?", "b-c"]),
        ("customer.empty", ["customer", "empty"]),
        ("é.ü", ["é", "ü"]),
        ("a. b", ["a", "b"]),
        ("1a", ["1a"]),
        ("a[]", ["a", ""]),
        (".a", ["a"]),
    ],
)
def test_paths(text: str, expected: list[object]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("-2.5", -2.5),
        ("+3", 3),
        ("1.", 1.0),
        ("'x'", "x"),
        ("true", True),
        ("nil", NIL),
        ("null", NIL),
        ("empty", EMPTY),
        ("blank", BLANK),
        ("12345678901234567890", 12345678901234567890.0),
    ],
)
def test_literals(text: str, expected: object) -> None:
    found = value(text)
    assert isinstance(found, Literal)
    assert found.value is expected or found.value == expected
    assert type(found.value) is type(expected)


def test_each_step_of_a_path_knows_where_it_stands() -> None:
    text = " trigger.items[ n ]['k k'] "
    path = value(text)
    assert isinstance(path, Path)
    assert path.span.of(text) == "trigger.items[ n ]['k k']"
    assert [step.span.of(text) for step in path.segments] == ["trigger", "items", "n", "'k k'"]


@pytest.mark.parametrize("text", ["(1..3)", "( 1 .. n )", "('1'..a.b)"])
def test_ranges(text: str) -> None:
    found = value(text)
    assert isinstance(found, Range)
    assert found.span.of(text) == text


def test_a_property_of_a_literal_keeps_the_literal_as_its_first_step() -> None:
    found = value("'abc'.size")
    assert isinstance(found, Path)
    assert isinstance(found.segments[0].key, Literal)


def test_a_name_in_brackets_is_a_name() -> None:
    assert keys("['a b'].c") == ["a b", "c"]
    assert keys("[1]") == ["1"]
    computed = value("[(1..2)]")
    assert isinstance(computed, Path)
    assert isinstance(computed.segments[0].key, Binary)


@pytest.mark.parametrize(
    ("text", "marked"), [("a[0", "[0"), ("(1..2", "(1..2"), ("(1)", "(1"), ("(..2)", "..2)")]
)
def test_what_is_not_closed_is_refused_where_it_opens(text: str, marked: str) -> None:
    with pytest.raises(LiquidSyntaxError) as caught:
        value(text)
    assert caught.value.span.of(text) == marked
    assert caught.value.help


def test_brackets_nest_only_so_deep() -> None:
    fine = "a[" * MAX_BRACKETS + "b" + "]" * MAX_BRACKETS
    assert isinstance(value(fine), Path)
    with pytest.raises(LiquidSyntaxError, match="nest deeper"):
        value("a[" * 5_000)


def test_plain_path_takes_nothing_but_a_whole_path() -> None:
    path = plain_path("{{a.b}}", 2, 5)
    assert path is not None
    assert path.segments[1] == Segment(Span(4, 5), "b")
    assert plain_path("a.b | c", 0, 7) is None
    assert plain_path("true", 0, 4) is None
    assert plain_path("and", 0, 3) is None


@given(SOUP)
def test_reading_never_leaves_the_text(text: str) -> None:
    reader = Cursor(text, 0, len(text))
    spans = []
    try:
        found = reader.value()
        spans += [found.span] if found else []
    except LiquidSyntaxError as error:
        spans.append(error.span)
    assert 0 <= reader.at <= len(text)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
