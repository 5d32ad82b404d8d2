"""Read values from a text as liquidjs does: names, literals, ranges and paths.

python-liquid's own expression grammar refuses what the service accepts (``a.0``, ``x.empty``,
``a?``, ``(1 .. 3)``, a filter called ``limit``) and accepts what it refuses, so expressions are
read here and in ``expressions.py``. Filters that take an expression use both at render time.
"""

import re

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.utf16 import slice_units
from inbox_toolkit.liquid.javascript.values import BLANK as BLANK_VALUE
from inbox_toolkit.liquid.javascript.values import EMPTY, MISSING, NIL, js_string
from inbox_toolkit.liquid.syntax.characters import BLANKS, WORD
from inbox_toolkit.liquid.syntax.nodes import Binary, Expression, Literal, Path, Range, Segment
from inbox_toolkit.text.span import Span

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{0,4})|([0-7]{1,3})|(.))", re.DOTALL)
_CONTROL = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def unquote(source: str) -> str:
    """Return the value of a quoted string literal, with JavaScript's escapes.

    A string that is never closed loses its last code unit, as it does in liquidjs.
    """
    inside = slice_units(source, 1, -1)
    if "\\" not in inside:
        return inside
    text = _ESCAPE.sub(_meant, inside)
    if any("\ud800" <= character <= "\udfff" for character in text):
        # two escapes of one character above U+FFFF are one character to Python
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return text


def _meant(match: re.Match[str]) -> str:
    unicode, octal, other = match.groups()
    if unicode is not None:
        return chr(int(unicode or "0", 16))
    if octal is not None:
        return chr(int(octal, 8))
    return _CONTROL.get(other, other)


MAX_BRACKETS = 16
"""Far beyond any real template; it keeps the generated code compilable."""

_NAME = re.compile(f"{WORD}+")
_LITERALS: dict[str, object] = {
    "true": True,
    "false": False,
    "nil": NIL,
    "null": NIL,
    "empty": EMPTY,
    "blank": BLANK_VALUE,
}
_WORDS = frozenset(_LITERALS) | {"and", "or", "not", "contains"}
"""Names that cannot start a path."""

_LITERAL_STARTS = frozenset("\"'([0123456789+-")
_PLAIN_PATH = re.compile(rf"(?![0-9+-]){WORD}++(?:\.{WORD}++)*+(?![.\[])")
_NUMBER = re.compile(rf"[+-]?[0-9]++(?:\.(?!\.)[0-9]*+)?+(?!\.(?!\.))(?!{WORD})")
_QUOTED = re.compile(r""""(?>[^"\\]+|\\.)*+(?:"|\\?\Z)|'(?>[^'\\]+|\\.)*+(?:'|\\?\Z)""", re.DOTALL)


class Cursor:
    """A position ``at`` in ``text`` that moves forward up to ``end``."""

    __slots__ = ("_depth", "at", "end", "text")

    def __init__(self, text: str, at: int, end: int) -> None:
        self.text = text
        self.at = at
        self.end = end
        self._depth = 0

    # --- characters ------------------------------------------------------------------------

    def skip_blank(self) -> None:
        """Advance to the next non-blank character."""
        text, at, end = self.text, self.at, self.end
        while at < end and text[at] in BLANKS:
            at += 1
        self.at = at

    def is_done(self) -> bool:
        """Skip blanks, and return True if nothing is left."""
        self.skip_blank()
        return self.at >= self.end

    def peek(self) -> str:
        """Return the next character, an empty string at the end."""
        return self.text[self.at] if self.at < self.end else ""

    def take(self, mark: str) -> bool:
        """Skip blanks, then ``mark`` if it is next; return whether it was."""
        self.skip_blank()
        if not self.text.startswith(mark, self.at, self.end):
            return False
        self.at += len(mark)
        return True

    def skip_past(self, mark: str) -> bool:
        """Advance past the next ``mark``, or to the end; return True if there was one."""
        found = self.text.find(mark, self.at, self.end)
        self.at = found + len(mark) if found >= 0 else self.end
        return found >= 0

    def rest(self) -> Span:
        """Return what is left, or the last character if nothing is."""
        return Span(min(self.at, max(self.end - 1, 0)), self.end)

    def name(self) -> tuple[str, Span] | None:
        """Read a name, if one is next."""
        self.skip_blank()
        found = _NAME.match(self.text, self.at, self.end)
        if found is None:
            return None
        self.at = found.end()
        return found[0], Span(*found.span())

    # --- values ----------------------------------------------------------------------------

    def value(self) -> Expression | None:
        """Read a literal, a range or a path, if one is next."""
        self.skip_blank()
        start = self.at
        if self.peek() not in _LITERAL_STARTS:
            plain = self._plain_path()
            if plain is not None:
                return plain
        base = self._literal()
        segments = self._segments(is_root=base is None)
        if not segments:
            return base
        if base is not None:
            segments.insert(0, Segment(base.span, base))
        return Path(Span(start, self.at), tuple(segments))

    def property(self) -> tuple[Segment, ...]:
        """Read a path that starts with a variable; empty if something else is next."""
        self.skip_blank()
        return tuple(self._segments(is_root=True))

    def _plain_path(self) -> Path | None:
        """Read a path of only names and dots, as most are, in one step."""
        found = _PLAIN_PATH.match(self.text, self.at, self.end)
        path = _path(found[0], self.at) if found else None
        if path is not None:
            self.at = path.span.end
        return path

    def value_or_fail(self) -> Expression:
        """Read a value; raises LiquidSyntaxError if there is none."""
        value = self.value()
        if value is None:
            raise LiquidSyntaxError(
                "a value is missing here", self.rest(), help="write a variable, a text or a number"
            )
        return value

    def _literal(self) -> Literal | Range | None:
        text, start = self.text, self.at
        first = text[start] if start < self.end else ""
        if first in "\"'" and first:
            self.at = _end_of(_QUOTED.match(text, start, self.end), self.end)
            return Literal(Span(start, self.at), unquote(text[start : self.at]))
        if first == "(":
            return self._range()
        if first.isdigit() or first in "+-":
            found = _NUMBER.match(text, start, self.end)
            if found:
                self.at = found.end()
                return Literal(Span(start, self.at), _number(found[0]))
        found = _NAME.match(text, start, self.end)
        if found is None or found[0] not in _LITERALS:
            return None
        self.at = found.end()
        return Literal(Span(start, self.at), _LITERALS[found[0]])

    def _range(self) -> Range:
        start = self.at
        self.at += 1
        self._deeper()
        low = self.value_or_fail()
        has_dots = self.take("..")
        high = self.value_or_fail() if has_dots else low
        if not has_dots or not self.take(")"):
            raise LiquidSyntaxError(
                "this range is not closed",
                Span(start, max(self.at, start + 1)),
                help="write a range as (1..5)",
            )
        self._depth -= 1
        return Range(Span(start, self.at), low, high)

    def _segments(self, *, is_root: bool) -> list[Segment]:
        segments: list[Segment] = []
        text, end = self.text, self.end
        while self.at < end:
            mark = text[self.at]
            if mark == "[":
                segments.append(self._bracket(is_root and not segments))
                continue
            if mark == ".":
                if text.startswith(".", self.at + 1, end):
                    break
                self.at += 1
            elif segments or not is_root:
                break
            found = self.name()
            if found is None:
                break
            segments.append(Segment(found[1], found[0]))
        return segments

    def _bracket(self, is_root: bool) -> Segment:
        opening = self.at
        self.at += 1
        self._deeper()
        value = self.value()
        self._depth -= 1
        if not self.skip_past("]"):
            raise LiquidSyntaxError(
                "this bracket is never closed", Span(opening, self.end), help="close it with ]"
            )
        span = value.span if value is not None else Span(opening, self.at)
        return Segment(span, _key(value, is_root))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_BRACKETS:
            raise LiquidSyntaxError(
                f"brackets nest deeper than {MAX_BRACKETS} here",
                self.rest(),
                help="assign the inner value to a variable first",
            )


def plain_path(text: str, start: int, end: int) -> Path | None:
    """Return the path between two offsets if it consists of only names and dots."""
    found = _PLAIN_PATH.fullmatch(text, start, end)
    return _path(found[0], start) if found else None


def _path(written: str, start: int) -> Path | None:
    names = written.split(".")
    if names[0] in _WORDS:
        return None
    left = start
    segments = []
    for name in names:
        right = left + len(name)
        segments.append(Segment(Span(left, right), name))
        left = right + 1
    return Path(Span(start, right), tuple(segments))


def _end_of(match: re.Match[str] | None, otherwise: int) -> int:
    return match.end() if match else otherwise


def _number(source: str) -> int | float:
    number = float(source)
    is_whole = "." not in source and abs(number) < 2**53
    return int(source) if is_whole and (number or source[0] != "-") else number


def _key(value: Expression | None, is_root: bool) -> "str | int | Expression":
    """Return the content of a bracket: a name or an index if it is a literal."""
    if value is None:
        return ""
    if isinstance(value, Literal):
        if isinstance(value.value, str):
            return value.value
        if is_root:  # the name of a variable is always a string
            return js_string(value.value)
        if type(value.value) is int:
            return value.value
    if is_root and isinstance(value, Range):  # alone it would be the value, here it names one
        return Binary(value.span, "", value, Literal(value.span, MISSING))
    return value
