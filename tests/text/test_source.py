from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

MIXED = st.text(alphabet=st.sampled_from("ab\n\r\u2028é🪨\ufeff"), max_size=60)


def test_a_line_separator_ends_no_line() -> None:
    assert Source("a", "x\u2028y\nz").position(4).line == 2


def test_carriage_returns_count_once() -> None:
    source = Source("a", "one\r\ntwo\rthree\nfour")
    assert [source.line(number) for number in range(1, 5)] == ["one", "two", "three", "four"]
    assert source.position(5)[:2] == (2, 1)


def test_a_byte_order_mark_is_no_column() -> None:
    source = Source("a", '\ufeff{"a": 1}')
    assert source.position(2)[:2] == (1, 2)
    assert source.line(1) == '{"a": 1}'


def test_the_end_of_a_text_has_a_position() -> None:
    assert Source("a", "ab\n").position(99)[:2] == (2, 1)


@given(MIXED)
def test_every_offset_lies_in_the_line_it_is_said_to(text: str) -> None:
    source = Source("a", text)
    for offset in range(len(text)):
        line = source.position(offset).line
        start = source.line_span(line).start
        following = source.line_span(line + 1).start if line < source.line_count else len(text)
        assert start <= offset < following


@given(MIXED)
def test_lines_are_those_an_editor_shows(text: str) -> None:
    source = Source("a", text)
    shown = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [source.line_span(number).of(text) for number in range(1, source.line_count + 1)]
    assert lines == shown


def test_a_span_covers_its_text() -> None:
    assert Span(2, 4).of("abcdef") == "cd"
    assert Span(2, 4).shifted(1).of("abcdef") == "de"
    assert Span(2, 4).holds(3)
    assert not Span(2, 4).holds(4)
