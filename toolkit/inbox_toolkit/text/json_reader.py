"""Read JSON text into a tree with places, and say everything that is wrong with it.

The standard library reads JSON faster but forgets the places, keeps the last of two equal keys and
stops at a trailing comma without naming it. This reader is for the files people write. It does not
recurse, so no nesting can exhaust the stack. Grammar: RFC 8259.
"""

import re
from typing import NoReturn

from inbox_toolkit.text.json_tree import JsonProblem, JsonReading, JsonValue, Member
from inbox_toolkit.text.span import Span

DEEPEST = 256
"""Levels of nesting that are read; no message is near it and no reader chokes on it."""

TOO_DEEP = f"nested deeper than {DEEPEST} levels"

_BLANKS = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[\w+.-]+")
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LITERALS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_CLOSERS = {"{": "}", "[": "]"}
_BRACKET_OR_STRING = re.compile(r'[{}\[\]]|"(?:[^"\\]|\\.)*+"?', re.DOTALL)


def read_json(
    text: str, *, span: Span | None = None, opaque: frozenset[str] = frozenset()
) -> JsonReading:
    """Read a JSON text, or the part of it that a span covers.

    The value of a top-level key named in ``opaque`` is not read, only measured by its brackets and
    strings. A leading byte order mark is passed over. Repeated keys and trailing commas are
    problems that do not stop the reading; anything else stops it.
    """
    reader = _Reader(text, span or Span(0, len(text)), opaque)
    try:
        root = reader.document()
    except _Stop:
        root = None
    return JsonReading(root, tuple(reader.problems))


def value_end(text: str, start: int, stop: int) -> int | None:
    """Return where the value at ``start`` ends, judged by brackets and strings alone.

    None where it has no end; raises RecursionError where it nests deeper than ``DEEPEST``.
    """
    opener = text[start : start + 1]
    if opener not in _CLOSERS:
        found = _STRING.match(text, start, stop) or _WORD.match(text, start, stop)
        return found.end() if found else None
    depth = 0
    for found in _BRACKET_OR_STRING.finditer(text, start, stop):
        mark = found.group()
        if mark in "{[":
            depth += 1
            if depth > DEEPEST:
                raise RecursionError
        elif mark in "}]":
            depth -= 1
            if depth == 0:
                return found.end()
    return None


class _Stop(Exception):  # noqa: N818 - not an error: the way out of a reading
    """The text cannot be read further; the problem says why."""


class _Reader:
    """One pass over one text; ``at`` only moves forward."""

    def __init__(self, text: str, span: Span, opaque: frozenset[str]) -> None:
        self.text = text
        self.at = span.start
        self.stop = span.end
        self.opaque = opaque
        self.problems: list[JsonProblem] = []
        self.keys: list[set[str]] = []  # of every object and array that is open, outermost first

    def document(self) -> JsonValue:
        if self.text.startswith("\ufeff", self.at):
            self.at += 1
        self._blanks()
        root = self._tree()
        self._blanks()
        if self.at < self.stop:
            self._fail("there is text after the end of the JSON", self._rest(), "remove it")
        return root

    def _tree(self) -> JsonValue:
        """Read one value and all below it, keeping the open objects and arrays on a stack."""
        root = self._start()
        stack: list[JsonValue] = []
        self._open(root, stack)
        while stack:
            child = self._next_child(stack[-1])
            if child is None:
                stack.pop()
                self.keys.pop()
            else:
                self._open(child, stack)
                if len(stack) > DEEPEST:
                    self._fail(
                        TOO_DEEP,
                        Span(self.at - 1, self.at),
                        "flatten the data",
                    )
        return root

    def _open(self, value: JsonValue, stack: list[JsonValue]) -> None:
        if value.span.end < 0:
            stack.append(value)
            self.keys.append(set())

    def _start(self) -> JsonValue:
        """Read a scalar whole, or the opening bracket of a value that ends at -1 for now."""
        start = self.at
        opener = self.text[start] if start < self.stop else ""
        if opener in _CLOSERS:
            self.at += 1
            return JsonValue("object" if opener == "{" else "array", Span(start, -1))
        if opener == '"':
            return JsonValue("string", *self._string())
        if found := _NUMBER.match(self.text, start, self.stop):
            return self._number(found)
        return self._literal()

    def _next_child(self, parent: JsonValue) -> JsonValue | None:
        """Read up to the next child of an open value; None once the value is closed."""
        closer = "}" if parent.kind == "object" else "]"
        filled = bool(parent.members or parent.items)
        self._blanks()
        comma = self.at
        if filled and self._peek() == ",":
            self.at += 1
            self._blanks()
            if self._peek() == closer:
                self._say(
                    "a comma before the closing bracket", Span(comma, comma + 1), "remove the comma"
                )
                filled = False
        elif filled and self._peek() != closer:
            self._fail_without_comma(parent, closer)
        if self._peek() == closer:
            self.at += 1
            parent.span = Span(parent.span.start, self.at)
            return None
        return self._member(parent) if parent.kind == "object" else self._item(parent)

    def _fail_without_comma(self, parent: JsonValue, closer: str) -> NoReturn:
        """Fail at the value before, if another one follows: the comma belongs behind it."""
        is_object = parent.kind == "object"
        here = self._peek()
        if not here or here not in ('"' if is_object else '"{['):
            self._fail_expected(f"a comma or `{closer}`")
        end = (parent.members[-1].value if is_object else parent.items[-1]).span.end
        self._fail("a comma is missing after this", Span(end - 1, end), "add a comma")

    def _member(self, parent: JsonValue) -> JsonValue:
        if self._peek() != '"':
            self._fail_expected("a key in double quotes")
        key_span, key = self._string()
        if key in self.keys[-1]:
            self._say(
                f"the key `{key}` stands twice",
                key_span,
                "keep one: a reader uses the last and drops the rest",
            )
        self.keys[-1].add(key)
        self._blanks()
        if self._peek() != ":":
            self._fail_expected("a colon")
        self.at += 1
        self._blanks()
        top = len(self.keys) == 1
        value = self._measured() if top and key in self.opaque else self._start()
        parent.members.append(Member(key, key_span, value))
        return value

    def _item(self, parent: JsonValue) -> JsonValue:
        value = self._start()
        parent.items.append(value)
        return value

    def _measured(self) -> JsonValue:
        start = self.at
        try:
            end = value_end(self.text, start, self.stop)
        except RecursionError:
            self._fail(TOO_DEEP, Span(start, start + 1), "flatten the data")
        if end is None:
            self._fail(
                "this value has no end: its brackets or quotes do not pair up",
                Span(start, start + 1),
                "close every bracket and quote that is opened outside Liquid",
            )
        self.at = end
        return JsonValue("opaque", Span(start, end))

    def _string(self) -> tuple[Span, str]:
        found = _STRING.match(self.text, self.at, self.stop)
        if found is None:
            self._fail_string()
        self.at = found.end()
        return Span(found.start(), found.end()), unescape(found.group(1))

    def _number(self, found: re.Match[str]) -> JsonValue:
        word = _WORD.match(self.text, self.at, self.stop)
        if word is None or word.group() != found.group():
            return self._literal()
        self.at = found.end()
        digits = found.group()
        try:
            value = int(digits) if digits.lstrip("-").isdigit() else float(digits)
        except ValueError:  # more digits than Python turns into an int
            value = float(digits)
        return JsonValue("number", Span(found.start(), found.end()), value)

    def _literal(self) -> JsonValue:
        word = _WORD.match(self.text, self.at, self.stop)
        if word is None:
            self._fail_expected("a value")
        if word.group() not in _LITERALS:
            self._fail(
                f"`{_short(word.group())}` is not JSON",
                Span(*word.span()),
                "text goes in double quotes; otherwise a number, true, false or null",
            )
        self.at = word.end()
        return JsonValue("literal", Span(*word.span()), _LITERALS[word.group()])

    def _blanks(self) -> None:
        self.at = _BLANKS.match(self.text, self.at, self.stop).end()  # type: ignore[union-attr]

    def _peek(self) -> str:
        return self.text[self.at] if self.at < self.stop else ""

    def _rest(self) -> Span:
        return Span(self.at, min(self.stop, self.at + 1))

    def _say(self, message: str, span: Span, advice: str) -> None:
        self.problems.append(JsonProblem(message, span, advice))

    def _fail(self, message: str, span: Span, advice: str) -> NoReturn:
        self._say(message, span, advice)
        raise _Stop

    def _fail_expected(self, wanted: str) -> NoReturn:
        here = self._peek()
        found = f"found `{here}`" if here else "the text ends"
        self._fail(
            f"expected {wanted}, {found}",
            self._rest(),
            "check the commas, quotes and brackets just before this place",
        )

    def _fail_string(self) -> NoReturn:
        at = self.at + 1
        while at < self.stop and self.text[at] != '"':
            if self.text[at] < " ":
                self._fail(
                    "a line break or control character inside a string",
                    Span(at, at + 1),
                    "write \\n for a line break, \\t for a tab, or close the quote",
                )
            if self.text[at] == "\\":
                if not _ESCAPE.match(self.text, at, self.stop):
                    self._fail(
                        "an unknown escape in a string",
                        Span(at, min(at + 2, self.stop)),
                        "write \\\\ for a backslash",
                    )
                at += 1
            at += 1
        self._fail(
            "a string that is not closed",
            Span(self.at, min(self.stop, self.at + 1)),
            "add the closing quote",
        )


def unescape(inner: str) -> str:
    """Return the text that the inside of a JSON string stands for."""
    if "\\" not in inner:
        return inner
    text = _ESCAPE.sub(_unescape_one, inner)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape_one(found: re.Match[str]) -> str:
    digits, mark = found.groups()
    return chr(int(digits, 16)) if digits else _ESCAPES.get(mark, mark)


def _short(word: str) -> str:
    return word if len(word) <= 24 else word[:23] + "…"
