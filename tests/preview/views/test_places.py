"""A place is a line, a column and JavaScript's offsets, with the lines around it."""

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.preview.views.places import WIDTH, excerpt, place_view, utf16_offset
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_offsets_count_utf16_units(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert utf16_offset(text, offset) == len(text[:offset].encode("utf-16-le")) // 2


@given(st.text("ab\n\r🎉", max_size=40), st.data())
def test_an_excerpt_joins_to_its_lines(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = Source("f", text)
    lines = excerpt(Location(source, Span(start, end)))
    for one in lines:
        assert one.before + one.marked + one.after == source.line(one.number)
    assert place_view(Location(source, Span(start, end))).line in {one.number for one in lines}


def test_a_long_line_is_shown_around_its_mark() -> None:
    text = "x" * 100_000 + "HERE" + "y" * 100_000
    (line,) = excerpt(Location(Source("f", text), Span(100_000, 100_004)))
    assert line.marked == "HERE"
    assert line.before == "…" + "x" * WIDTH
    assert line.after == "y" * WIDTH + "…"


def test_a_long_span_shows_its_first_lines() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 100))
    lines = excerpt(Location(Source("f", text), Span(7, len(text))))
    assert [one.number for one in lines] == [1, 2, 3, 4, 5, 6]
    assert [bool(one.marked) for one in lines] == [False, True, True, True, True, False]
