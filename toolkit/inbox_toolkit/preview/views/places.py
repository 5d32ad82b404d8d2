"""Where something is in a file, and the lines around it."""

from bisect import bisect_left
from functools import lru_cache

from inbox_toolkit.preview.wire import ExcerptLine, Place
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

CONTEXT = 1  # lines before and after
MARKED_LINES = 4  # of a span that is longer, the first ones
WIDTH = 160  # characters shown beside the mark; some files are a single line


def place_view(location: Location) -> Place:
    """Return a place with line and column, and with offsets as JavaScript counts them."""
    source, span = location
    position = source.position(span.start)
    return Place(
        source.name,
        position.line,
        position.column,
        utf16_offset(source.text, span.start),
        utf16_offset(source.text, span.end),
    )


def utf16_offset(text: str, offset: int) -> int:
    """Return the number of UTF-16 units before an offset."""
    if text.isascii():
        return min(offset, len(text))
    return min(offset, len(text)) + bisect_left(_pairs(text), offset)


@lru_cache(maxsize=64)
def _pairs(text: str) -> tuple[int, ...]:
    """Return the offsets of the characters that are two units each."""
    return tuple(at for at, character in enumerate(text) if character > "\uffff")


def excerpt(location: Location) -> tuple[ExcerptLine, ...]:
    """Return the marked lines of a place with those around them."""
    source, span = location
    first = source.position(span.start).line
    last = source.position(max(span.start, span.end - 1)).line
    last = min(last, first + MARKED_LINES - 1)
    numbers = range(max(1, first - CONTEXT), min(source.line_count, last + CONTEXT) + 1)
    return tuple(
        _line(source, number, span, is_marked=first <= number <= last) for number in numbers
    )


def _line(source: Source, number: int, span: Span, *, is_marked: bool) -> ExcerptLine:
    line = source.line_span(number)
    text = source.text
    if not is_marked:
        return ExcerptLine(number, _head(line.of(text)), "", "")
    start = min(max(span.start, line.start), line.end)
    end = max(start, min(span.end, line.end))
    return ExcerptLine(
        number,
        _tail(text[line.start : start]),
        _head(text[start:end]),
        _head(text[end : line.end]),
    )


def _head(text: str) -> str:
    return text if len(text) <= WIDTH else text[:WIDTH] + "…"


def _tail(text: str) -> str:
    return text if len(text) <= WIDTH else "…" + text[-WIDTH:]
