"""Change a JSON text so that it holds another value, and leave all else in it as it is written."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue, Member
from inbox_toolkit.text.span import Span

Edits = Iterator[tuple[Span, str]]


def edit_json(text: str, value: object) -> str:
    """Return a JSON text edited to hold ``value``.

    Members keep their order, and what is equal keeps its spelling; new members come last. Raises
    ValueError if the text is not JSON.

    >>> edit_json('{"a": 1.0,  "b": [1, 2]}', {"a": 1.0, "b": [2], "c": "x"})
    '{"a": 1.0,  "b": [2], "c": "x"}'
    """
    reading = read_json(text)
    if reading.root is None or reading.problems:
        raise ValueError("the text is not JSON")
    for span, new in sorted(_Editor(text).edits(reading.root, value), reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


@dataclass(frozen=True, slots=True)
class _Part:
    """A member or an item: where it begins, and where its value ends."""

    start: int
    end: int


class _Editor:
    def __init__(self, text: str) -> None:
        self.text = text
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.unit = _indentation_unit(text)

    def edits(self, node: JsonValue, value: object) -> Edits:
        """Yield what to put in place of which spans; they do not overlap."""
        if node.kind == "object" and isinstance(value, Mapping):
            yield from self._object_edits(node, value)
        elif node.kind == "array" and isinstance(value, list | tuple):
            yield from self._array_edits(node, value)
        elif not is_same(node.plain(), value):
            yield node.span, self._dump(value, self._margin(node.span.start))

    def _object_edits(self, node: JsonValue, value: Mapping[str, object]) -> Edits:
        kept = [one for one in node.members if one.key in value]
        for one in kept:
            yield from self.edits(one.value, value[one.key])
        known = {one.key for one in node.members}
        added = [(f"{_text(key)}: ", each) for key, each in value.items() if key not in known]
        parts = [_member_part(one) for one in node.members]
        yield from self._list_edits(node, parts, [one.key in value for one in node.members], added)

    def _array_edits(self, node: JsonValue, value: Sequence[object]) -> Edits:
        old = [one.plain() for one in node.items]
        head = _common(old, value)
        tail = _common(old[head:][::-1], value[head:][::-1])
        middle = value[head : len(value) - tail]
        changed = node.items[head : len(old) - tail]
        for one, new in zip(changed, middle, strict=False):
            yield from self.edits(one, new)
        stay = head + min(len(changed), len(middle))
        if len(middle) > len(changed) and tail:
            yield self._insertion(node, stay, middle[len(changed) :])
            return
        keeps = [at < stay or at >= len(old) - tail for at in range(len(old))]
        parts = [_Part(one.span.start, one.span.end) for one in node.items]
        added = [("", one) for one in middle[len(changed) :]]
        yield from self._list_edits(node, parts, keeps, added)

    def _insertion(self, node: JsonValue, at: int, values: Sequence[object]) -> tuple[Span, str]:
        """Return the edit that puts items before one that stays."""
        start = node.items[at].span.start
        margin = self._margin(start)
        between = self._between(node, start)
        text = "".join(self._dump(one, margin) + between for one in values)
        return Span(start, start), text

    def _list_edits(
        self,
        node: JsonValue,
        parts: list[_Part],
        keeps: list[bool],
        added: list[tuple[str, object]],
    ) -> Edits:
        """Yield the edits that remove parts which are not kept, and append new ones."""
        last = max((at for at, keep in enumerate(keeps) if keep), default=None)
        if last is None:
            if parts or added:
                yield self._refill(node, added, parts)
            return
        for at in range(last):
            if not keeps[at]:
                yield Span(parts[at].start, parts[at + 1].start), ""
        if added or last < len(parts) - 1:
            margin = self._margin(parts[last].start)
            between = self._between(node, parts[last].start)
            text = "".join(between + key + self._dump(each, margin) for key, each in added)
            yield Span(parts[last].end, parts[-1].end), text

    def _refill(
        self, node: JsonValue, added: list[tuple[str, object]], parts: list[_Part]
    ) -> tuple[Span, str]:
        """Return the edit that gives an object or a list all its parts anew."""
        opening, closing = self.text[node.span.start], self.text[node.span.end - 1]
        if not added:
            return node.span, opening + closing
        margin = self._margin(node.span.start)
        is_wide = "\n" in (node.span.of(self.text) if parts else self.text)
        inner = margin + self.unit if is_wide else ""
        shown = [key + self._dump(each, inner if is_wide else None) for key, each in added]
        if not is_wide:
            return node.span, opening + ", ".join(shown) + closing
        lines = f",{self.line_end}{inner}".join(shown)
        return node.span, f"{opening}{self.line_end}{inner}{lines}{self.line_end}{margin}{closing}"

    def _between(self, node: JsonValue, start: int) -> str:
        """Return what to write between two parts of an object or a list."""
        if "\n" not in node.span.of(self.text):
            return ", "
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return ", " if before.strip() else f",{self.line_end}{before}"

    def _margin(self, at: int) -> str:
        """Return the white space that the line of an offset begins with."""
        line = self.text[self.text.rfind("\n", 0, at) + 1 :]
        return line[: len(line) - len(line.lstrip(" \t"))]

    def _dump(self, value: object, margin: str | None) -> str:
        is_wide = margin is not None and "\n" in self.text and bool(value)
        if not is_wide or not isinstance(value, Mapping | list | tuple):
            return _text(value)
        text = _text(value, indent=self.unit)
        return text.replace("\n", f"{self.line_end}{margin}")


def is_same(one: object, other: object) -> bool:
    """Return True if two values are the same JSON: 1, 1.0 and true are three."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    return type(one) is type(other) and one == other


def _member_part(one: Member) -> _Part:
    return _Part(one.key_span.start, one.value.span.end)


def _common(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many values two lists both begin with."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (a, b) in enumerate(pairs) if not is_same(a, b)), min(len(one), len(other))
    )


def _indentation_unit(text: str) -> str:
    """Return what one level is indented by: that of the first indented line, else two blanks."""
    for line in text.splitlines():
        blank = line[: len(line) - len(line.lstrip(" \t"))]
        if blank and line.strip():
            return blank
    return "  "


def _text(value: object, *, indent: str | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair can only stand in a file as an escape
        return json.dumps(value, indent=indent)
    return text
