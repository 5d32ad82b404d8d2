"""A stretch of text, as two character offsets."""

from typing import NamedTuple


class Span(NamedTuple):
    """The characters ``start`` up to but not including ``end`` of one source text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text this span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        """Return this span moved by a number of characters."""
        return Span(self.start + by, self.end + by)

    def holds(self, offset: int) -> bool:
        """Return True if the span contains the offset."""
        return self.start <= offset < self.end


class Position(NamedTuple):
    """A place as people say it: line and column from 1, in characters, and the offset."""

    line: int
    column: int
    offset: int
