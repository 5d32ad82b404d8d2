"""The payload of a group, with marks in place of the values that are known by their class only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inbox_toolkit.audit.reads import ColumnPath, Deps

_LINK_START = "https://"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of a class as it stands in a payload, made of columns.

    ``kind``: a number; a sound https link; a text without white space, or any. A text has
    ``shortest`` to ``longest`` characters.
    """

    columns: Deps
    kind: Literal["number", "link", "solid", "text"]
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class MarkedPayload:
    """A payload with a character for each such value; a number is a text of its character alone."""

    payload: Any
    marks: Mapping[str, Mark]

    def columns(self, value: object) -> Iterator[ColumnPath]:
        """Yield the columns of a value in the payload, and of those within it."""
        if isinstance(value, str):
            for each in value:
                if each in self.marks:
                    yield from self.marks[each].columns
        elif isinstance(value, Mapping | list):
            for inner in value.values() if isinstance(value, Mapping) else value:
                yield from self.columns(inner)

    def number(self, text: str) -> Mark | None:
        """Return the mark of a number that is known by its class."""
        mark = self.marks.get(text)
        return mark if mark is not None and mark.kind == "number" else None

    def lengths(self, text: str) -> tuple[int, int]:
        """Return how many characters a text has at least, and at most."""
        marks = [self.marks[each] for each in text if each in self.marks]
        known = len(text) - len(marks)
        shortest, longest = sum(one.shortest for one in marks), sum(one.longest for one in marks)
        return known + shortest, known + longest

    def start(self, text: str) -> str:
        """Return what a text starts with for everyone."""
        for place, each in enumerate(text):
            if mark := self.marks.get(each):
                return text[:place] + (_LINK_START if mark.kind == "link" else "")
        return text
