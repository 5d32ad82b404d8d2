"""One text with a name, and the way from its offsets to lines and columns."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from inbox_toolkit.text.span import Position, Span

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Source:
    """A text exactly as it stands in its file: byte order mark and line ends included.

    ``name`` is the path people read in reports: relative to the project, with forward slashes.
    Lines end at ``\\n``, ``\\r\\n`` or a lone ``\\r``, as editors count them; U+2028 ends none.
    """

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        text = self.text
        if "\r" not in text:
            at = text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = text.find("\n", at + 1)
            return starts
        for at, character in enumerate(text):
            if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
                starts.append(at + 1)
        return starts

    @property
    def line_count(self) -> int:
        """Number of lines; a text that ends in a line break has an empty last one."""
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """Return line and column (from 1) of an offset; past the end means the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        if line == 1 and offset > 0 and self.text.startswith(BYTE_ORDER_MARK):
            column -= 1  # no editor shows the mark as a column
        return Position(line, column, offset)

    def line(self, number: int) -> str:
        """Return a line (from 1) without its line break."""
        return self.line_span(number).of(self.text).removeprefix(BYTE_ORDER_MARK)

    def line_span(self, number: int) -> Span:
        """Return where a line (from 1) stands, without its line break."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < self.line_count else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))
