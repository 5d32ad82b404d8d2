"""Reads values, filter chains and conditions as Ruby Liquid 2.5 does: by searching, not by parsing.

Whatever a pattern does not find is left out in silence. That is how ``{{ a b }}`` prints ``a``,
``a<=5`` is the name of a variable, and brackets group nothing. Source: Customer.io's fork of
Shopify Liquid (gem 2.5.4), run as an oracle by ``make conformance-legacy``.

Every function takes a piece of source and the offset at which it stands in the template.
"""

import re
from typing import NamedTuple

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, NIL
from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Binary,
    Expression,
    Filter,
    FilteredExpression,
    Literal,
    Path,
    Range,
    Segment,
)
from inbox_toolkit.text.span import Span

_QUOTED = "(?:\"[^\"]*\"|'[^']*')"
VALUE = rf"(?:{_QUOTED}|(?:[^\s,|'\"]|{_QUOTED})+)"
"""A pattern: a quoted text, or anything up to a blank, a comma or a pipe outside quotes."""


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.ASCII)


_LITERALS: dict[str, object] = {
    "": NIL,
    "nil": NIL,
    "null": NIL,
    "true": True,
    "false": False,
    "blank": BLANK,
    "empty": EMPTY,
}
_TEXT = _pattern("'(.*)'|\"(.*)\"")
_INTEGER = _pattern(r"\d+")
_RANGE = _pattern(r"\((\S+)\.\.(\S+)\)")
_FLOAT = _pattern(r"\d[\d.]+")
_LEADING_FLOAT = _pattern(r"\d+(?:\.\d+)?")
_PART = _pattern(r"\[[^\]]+\]|[\w-]+\??")

_VALUE_AND_REST = _pattern(rf"({VALUE})(.*)")
_FIRST_PIPE = _pattern(r"\|\s*(.*)")
_FILTER = _pattern(rf"\||(?:\s*(?!\|)(?:{VALUE}|\S+)\s*)+")
_FILTER_NAME = _pattern(r"\w+")
_ARGUMENT = _pattern(rf"[:,]\s*({VALUE})")
_ATTRIBUTE = _pattern(rf"(\w+)\s*:\s*({VALUE})")

_CONNECTIVE = r"\b(?:\s?and\s?|\s?or\s?)\b"
_CONDITION_PART = _pattern(rf"{_CONNECTIVE}|(?:\s*(?!{_CONNECTIVE})(?:{VALUE}|\S+)\s*)+")
_COMPARISON = _pattern(rf"({VALUE})\s*([=!<>a-z_]+)?\s*({VALUE})?")

MEMBER_METHODS = frozenset({"size", "first", "last", "empty?"})
"""Names that a dot can call on a value without such a member; brackets cannot."""

MAX_FILTERS = 64
MAX_PARTS = 64
MAX_RANGES = 16
MAX_DIGITS = 4_000
"""Far beyond any real template; they keep the generated code compilable."""


class Piece(NamedTuple):
    """A piece of source and where it stands in the template."""

    source: str
    at: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.at, self.at + len(self.source))

    def group(self, found: re.Match[str], number: int = 0) -> "Piece":
        """Return a group of a match in it."""
        return Piece(found[number], self.at + found.start(number))


# --- values ------------------------------------------------------------------------------------


def read_value(piece: Piece, depth: int = 0) -> Expression:
    """Return what a value stands for: a literal, a range, or else a variable.

    Raises LiquidSyntaxError for ranges that nest too deep.
    """
    source, span = piece.source, piece.span
    if source in _LITERALS:
        return Literal(span, _LITERALS[source])
    if found := _TEXT.fullmatch(source):
        return Literal(span, source[1:-1])
    if _INTEGER.fullmatch(source):
        return Literal(span, int(source[:MAX_DIGITS]))
    if found := _RANGE.fullmatch(source):
        if depth > MAX_RANGES:
            raise LiquidSyntaxError(
                f"ranges nest deeper than {MAX_RANGES} here", span, help="nest fewer ranges"
            )
        low, high = piece.group(found, 1), piece.group(found, 2)
        return Range(span, read_value(low, depth + 1), read_value(high, depth + 1))
    if _FLOAT.fullmatch(source):
        number = _LEADING_FLOAT.match(source)
        return Literal(span, float(number[0]) if number else 0.0)
    return _variable(piece)


def _variable(piece: Piece) -> Path:
    """Return a path of every name and bracket in the source, whatever stands between them."""
    parts = [piece.group(found) for found in _PART.finditer(piece.source)]
    if not parts:  # no value has this name, which is an error once it is looked up
        return Path(piece.span, (Segment(piece.span, piece.source),))
    segments = [_root(parts[0]), *map(_member, parts[1:])]
    return Path(Span(parts[0].at, parts[-1].span.end), tuple(segments))


def _root(part: Piece) -> Segment:
    if part.source[0] != "[":
        return Segment(part.span, part.source)
    inner = read_value(Piece(part.source[1:-1], part.at + 1))
    if isinstance(inner, Path):
        return Segment(inner.span, inner)
    name = inner.value if isinstance(inner, Literal) else part.source
    return Segment(inner.span, name if isinstance(name, str) else part.source)


def _member(part: Piece) -> Segment:
    if part.source[0] != "[":
        return Segment(part.span, part.source)
    inner = read_value(Piece(part.source[1:-1], part.at + 1))
    if isinstance(inner, Literal):
        key = inner.value
        if type(key) is int or (isinstance(key, str) and key not in MEMBER_METHODS):
            return Segment(inner.span, key)
    return Segment(inner.span, inner)


# --- filters -----------------------------------------------------------------------------------


def read_filtered(piece: Piece) -> FilteredExpression:
    """Return a value with its filters; without any value it is an empty text."""
    found = _VALUE_AND_REST.search(piece.source)
    if found is None:
        return FilteredExpression(piece.span, Literal(piece.span, ""), ())
    filters = _filters(piece.group(found, 2))
    return FilteredExpression(piece.span, read_value(piece.group(found, 1)), filters)


def _filters(piece: Piece) -> tuple[Filter, ...]:
    rest = _FIRST_PIPE.search(piece.source)
    if rest is None:
        return ()
    pipe, chain = piece.at + rest.start(), piece.group(rest, 1)
    filters: list[Filter] = []
    for found in _FILTER.finditer(chain.source):
        use = chain.group(found)
        name = _FILTER_NAME.search(use.source)
        if name is None:
            pipe = use.at
            continue
        arguments = tuple(_arguments(use))
        written = use.group(name)
        end = arguments[-1].span.end if arguments else written.span.end
        filters.append(Filter(Span(pipe, end), written.source, written.span, arguments))
    if len(filters) > MAX_FILTERS:
        raise LiquidSyntaxError(
            f"more than {MAX_FILTERS} filters follow each other here",
            piece.span,
            help="assign a value in between",
        )
    return tuple(filters)


def _arguments(use: Piece) -> list[Argument]:
    values = [read_value(use.group(found, 1)) for found in _ARGUMENT.finditer(use.source)]
    return [Argument(value.span, None, value) for value in values]


def read_attributes(piece: Piece) -> dict[str, Expression]:
    """Return the ``name: value`` of a tag; the last one of a name counts."""
    return {
        found[1]: read_value(piece.group(found, 2)) for found in _ATTRIBUTE.finditer(piece.source)
    }


# --- conditions --------------------------------------------------------------------------------


def read_condition(piece: Piece) -> Expression:
    """Return the condition of an ``if``, ``elsif`` or ``unless``.

    ``and`` and ``or`` group from the right. Raises LiquidSyntaxError for a side without a value.
    """
    parts = [piece.group(found) for found in _CONDITION_PART.finditer(piece.source)]
    if len(parts) > MAX_PARTS:
        raise LiquidSyntaxError(
            f"this condition has more than {MAX_PARTS} parts",
            piece.span,
            help="assign a part of it to a variable first",
        )
    condition = _comparison(parts.pop() if parts else None, piece)
    while parts:
        connective = parts.pop().source.strip()
        if connective not in ("and", "or"):
            raise _incomplete(piece)
        left = _comparison(parts.pop() if parts else None, piece)
        span = Span(left.span.start, condition.span.end)
        condition = Binary(span, connective, left, condition)
    return condition


def _comparison(part: Piece | None, whole: Piece) -> Expression:
    found = _COMPARISON.search(part.source) if part else None
    if part is None or found is None:
        raise _incomplete(whole)
    left = read_value(part.group(found, 1))
    if found[2] is None:
        return left
    right: Expression = Literal(Span(part.span.end, part.span.end), NIL)
    if found[3] is not None:
        right = read_value(part.group(found, 3))
    return Binary(Span(left.span.start, right.span.end), found[2], left, right)


def _incomplete(piece: Piece) -> LiquidSyntaxError:
    return LiquidSyntaxError(
        "this condition is not complete",
        Span(max(piece.at - 1, 0), max(piece.span.end, piece.at)),
        help="write a variable, a text or a number on each side",
    )


CASE_VALUE = _pattern(rf"({VALUE})(?:(?:\s+or\s+|\s*,\s*)({VALUE}.*))?")
"""A pattern: the first value of a ``when``, and the rest behind ``or`` or a comma."""
