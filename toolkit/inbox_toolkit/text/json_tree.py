"""JSON with its places: a tree in which every key and value knows where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from inbox_toolkit.text.record import record
from inbox_toolkit.text.span import Span

Kind = Literal["object", "array", "string", "number", "literal", "opaque"]


@record
class JsonProblem:
    """One thing wrong with a JSON text, where, and what to do."""

    message: str
    span: Span
    help: str


@dataclass(slots=True)
class JsonValue:
    """A value and where it stands; ``scalar`` is set for strings, numbers and literals."""

    kind: Kind
    span: Span
    scalar: str | int | float | bool | None = None
    members: list["Member"] = field(default_factory=list)
    items: list["JsonValue"] = field(default_factory=list)

    def plain(self) -> object:
        """Return the value as ``json.loads`` would: dict, list, str, int, float, bool, None."""
        if self.kind == "object":
            return {member.key: member.value.plain() for member in self.members}
        if self.kind == "array":
            return [item.plain() for item in self.items]
        return self.scalar

    @property
    def handle(self) -> Span:
        """The span to point at: all of a scalar, the opening bracket of anything larger."""
        if self.kind in ("object", "array"):
            return Span(self.span.start, self.span.start + 1)
        return self.span

    def member(self, key: str) -> "Member | None":
        """Return the member with that key, the last one where a key stands twice."""
        return next((member for member in reversed(self.members) if member.key == key), None)

    def at(self, path: tuple[str | int, ...]) -> "JsonValue":
        """Return the value a path leads to, or the nearest one above it that exists."""
        value = self
        for step in path:
            if isinstance(step, str):
                member = value.member(step)
                if member is None:
                    return value
                value = member.value
            elif step < len(value.items):
                value = value.items[step]
            else:
                return value
        return value

    def strings(self) -> Iterator["JsonValue"]:
        """Yield every string value below (and including) this one, in order."""
        if self.kind == "string":
            yield self
        for member in self.members:
            yield from member.value.strings()
        for item in self.items:
            yield from item.strings()


@record
class Member:
    """One ``"key": value`` of an object."""

    key: str
    key_span: Span
    value: JsonValue


@record
class JsonReading:
    """What a text holds: its tree (None where it cannot be read) and all that is wrong with it."""

    root: JsonValue | None
    problems: tuple[JsonProblem, ...]
