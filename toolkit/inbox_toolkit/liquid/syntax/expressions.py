"""Parse conditions, filter chains and options as liquidjs 10.26.0 does.

Comparisons bind before ``not``, ``not`` before ``and`` and ``or``; equal ones group from the right.
Values side by side and operators without an operand are legal: liquidjs gives both a meaning.
"""

import re

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.syntax.characters import BLANK, WORD
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Binary,
    Expression,
    Filter,
    FilteredExpression,
    Literal,
    Unary,
)
from inbox_toolkit.text.span import Span

MAX_FILTERS = 64
MAX_PARTS = 64
"""Far beyond any real template; they keep the generated code compilable."""

_OPERATOR = re.compile(f"[=!]=|[<>]=?|(?:contains|and|or|not)(?!{WORD})")
_FILTER = re.compile(rf"\|{BLANK}*+({WORD}++){BLANK}*+(:?)")
_PRECEDENCE = {"and": 0, "or": 0, "not": 1}


def read_filtered(cursor: Cursor) -> FilteredExpression:
    """Read an expression with its filters, up to the end."""
    cursor.skip_blank()
    start = cursor.at
    value = read_expression(cursor)
    if value is None:
        raise LiquidSyntaxError(
            "there is no value here", cursor.rest(), help="write a variable, a text or a number"
        )
    filters: list[Filter] = []
    while (one := _filter(cursor)) is not None:
        filters.append(one)
    if len(filters) > MAX_FILTERS:
        raise LiquidSyntaxError(
            f"more than {MAX_FILTERS} filters follow each other here",
            Span(start, cursor.end),
            help="assign a value in between",
        )
    return FilteredExpression(Span(start, cursor.end), value, tuple(filters))


def read_expression(cursor: Cursor) -> Expression | None:
    """Read operands and operators as far as possible (a shunting-yard parser)."""
    stack: list[Expression] = []
    cursor.skip_blank()
    if not _OPERATOR.match(cursor.text, cursor.at, cursor.end):
        first = cursor.value()
        if first is None or cursor.is_done() or cursor.peek() == "|":
            return first  # nearly always
        stack.append(first)
    pending: list[tuple[str, int]] = []
    while True:
        cursor.skip_blank()
        found = _OPERATOR.match(cursor.text, cursor.at, cursor.end)
        if found is not None:
            _reduce(stack, pending, _PRECEDENCE.get(found[0], 2))
            pending.append((found[0], found.start()))
            cursor.at = found.end()
            _check_length(cursor, pending)
            continue
        value = cursor.value()
        if value is None:
            break
        stack.append(value)
        _check_length(cursor, stack)
    _reduce(stack, pending, -1)
    return _side_by_side(stack)


def _check_length(cursor: Cursor, parts: list[Expression] | list[tuple[str, int]]) -> None:
    if len(parts) > MAX_PARTS:
        raise LiquidSyntaxError(
            f"this expression has more than {MAX_PARTS} parts",
            cursor.rest(),
            help="assign a part of it to a variable first",
        )


def _reduce(stack: list[Expression], pending: list[tuple[str, int]], precedence: int) -> None:
    """Apply the pending operators that bind tighter; an absent operand is MISSING."""
    while pending and _PRECEDENCE.get(pending[-1][0], 2) > precedence:
        operator, at = pending.pop()
        nothing = Literal(Span(at, at), MISSING)
        right = stack.pop() if stack else nothing
        if operator == "not":
            span = Span(min(at, right.span.start), max(right.span.end, at + 3))
            stack.append(Unary(span, operator, right))
            continue
        left = stack.pop() if stack else nothing
        span = Span(
            min(at, left.span.start, right.span.start),
            max(at + len(operator), left.span.end, right.span.end),
        )
        stack.append(Binary(span, operator, left, right))


def _filter(cursor: Cursor) -> Filter | None:
    if cursor.is_done():
        return None
    start = cursor.at
    found = _FILTER.match(cursor.text, start, cursor.end)
    if found is None:
        _refuse_nameless(cursor)
        return None
    arguments: tuple[Argument, ...] = ()
    end = found.end(1)
    cursor.at = found.end()
    if found[2] == ":":
        arguments = _arguments(cursor)
        end = arguments[-1].span.end if arguments else cursor.at
    if not cursor.is_done() and cursor.peek() != "|":
        raise LiquidSyntaxError(
            f"this cannot be parsed after the filter `{found[1]}`",
            cursor.rest(),
            help="a filter's arguments follow `:` and are separated by commas",
        )
    return Filter(Span(start, end), found[1], Span(*found.span(1)), arguments)


def _refuse_nameless(cursor: Cursor) -> None:
    """Raise LiquidSyntaxError for anything but a trailing ``|``, which is harmless."""
    if not cursor.take("|"):
        raise LiquidSyntaxError(
            "this cannot be parsed here",
            cursor.rest(),
            help="put `|` before a filter, and an operator between two values",
        )
    if not cursor.is_done():
        raise LiquidSyntaxError(
            "a filter's name is missing here", cursor.rest(), help="name it, or remove the `|`"
        )


def _arguments(cursor: Cursor) -> tuple[Argument, ...]:
    arguments: list[Argument] = []
    while True:
        value = cursor.value()
        if value is not None:
            arguments.append(_argument(cursor, value))
        if not cursor.take(","):
            return tuple(arguments)


def _argument(cursor: Cursor, value: Expression) -> Argument:
    if not cursor.take(":"):
        return Argument(value.span, None, value)
    named = cursor.value() or Literal(Span(cursor.at, cursor.at), MISSING)
    span = Span(value.span.start, max(cursor.at, named.span.end))
    return Argument(span, value.span.of(cursor.text), named)


def read_options(cursor: Cursor) -> tuple[Argument, ...]:
    """Read ``name: value`` and bare names as far as possible; the last one of a name counts."""
    found: dict[str, Argument] = {}
    while True:
        cursor.take(",")
        name = cursor.name()
        if name is None:
            return tuple(found.values())
        value: Expression | None = None
        if cursor.take(":"):
            value = cursor.value()
        span = Span(name[1].start, max(name[1].end, value.span.end if value else 0))
        found[name[0]] = Argument(span, name[0], value or Literal(name[1], True))


def _side_by_side(stack: list[Expression]) -> Expression | None:
    if not stack:
        return None
    value = stack[0]
    for other in stack[1:]:
        # `not a > b c` is `a` beside `not (b > c)`: the right one starts first
        start = min(value.span.start, other.span.start)
        end = max(value.span.end, other.span.end)
        value = Binary(Span(start, end), "", value, other)
    return value
