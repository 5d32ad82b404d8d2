"""Positions of the Language Server Protocol and offsets into a text, both ways.

A position counts lines and, within a line, code units of the encoding that client and server agreed
on. Lines end at ``\\n``, ``\\r\\n`` and ``\\r`` alone (LSP 3.17, "Text Documents"): not at U+2028,
where Python's ``splitlines`` ends one.
"""

import re
from bisect import bisect_right

from inbox_toolkit.language_server.protocol import Encoding, Position, Range, TextEdit
from inbox_toolkit.text.span import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


class PositionMap:
    """One text, and where its lines start."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self._encoding = encoding
        ends = [found.span() for found in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]

    def position(self, offset: int) -> Position:
        """Return the position of an offset; one past the end is the end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        offset = min(offset, self._ends[line])  # between CR and LF is no place
        return {"line": line, "character": self._units(self.text[start:offset])}

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return {"start": self.position(span.start), "end": self.position(span.end)}

    def edit(self, span: Span, text: str) -> TextEdit:
        """Return the edit that puts a text in a span's place."""
        return {"range": self.range(span), "newText": text}

    def offset(self, position: Position) -> int:
        """Return the offset of a position; one past the end of its line is the end of the line."""
        number = max(0, position["line"])
        if number >= len(self._starts):
            return len(self.text)
        start, end = self._starts[number], self._ends[number]
        line = self.text[start:end]
        if line.isascii():
            return start + min(max(0, position["character"]), len(line))
        left = position["character"]
        for index, character in enumerate(line):
            if left <= 0:
                return start + index
            left -= self._units(character)
        return end

    def span(self, area: Range) -> Span:
        """Return the span of a range."""
        return Span(self.offset(area["start"]), self.offset(area["end"]))

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == "utf-32":
            return len(text)
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)
