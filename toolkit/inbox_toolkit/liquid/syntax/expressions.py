"""Reads conditions, filter chains and options, as liquidjs reads them (10.26.0).

Comparisons bind before ``not``, ``not`` before ``and`` and ``or``; equal ones group from the right.
Values may stand side by side, operators may lack an operand: liquidjs gives both a meaning.
"""

import re

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.syntax.characters import BLANK, WORD
from inbox_toolkit.liquid.syntax.cursor import Reader
from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Binary,
    Expression,
    Filter,
    Filtered,
    Literal,
    Unary,
)
from inbox_toolkit.text.span import Span

MOST_FILTERS = 64
MOST_PARTS = 64
"""Bounds that no template of people's comes near; they keep the generated code compilable."""

_OPERATOR = re.compile(f"[=!]=|[<>]=?|(?:contains|and|or|not)(?!{WORD})")
_FILTER = re.compile(rf"\|{BLANK}*+({WORD}++){BLANK}*+(:?)")
_PRECEDENCE = {"and": 0, "or": 0, "not": 1}


def read_filtered(reader: Reader) -> Filtered:
    """Read an expression with its filters, to the end."""
    reader.skip_blank()
    start = reader.at
    value = read_expression(reader)
    if value is None:
        raise LiquidSyntaxError(
            "there is no value here", reader.rest(), help="write a variable, a text or a number"
        )
    filters: list[Filter] = []
    while (one := _filter(reader)) is not None:
        filters.append(one)
    if len(filters) > MOST_FILTERS:
        raise LiquidSyntaxError(
            f"more than {MOST_FILTERS} filters follow each other here",
            Span(start, reader.end),
            help="assign a value in between",
        )
    return Filtered(Span(start, reader.end), value, tuple(filters))


def read_expression(reader: Reader) -> Expression | None:
    """Read operands and operators as far as they go."""
    stack: list[Expression] = []
    reader.skip_blank()
    if not _OPERATOR.match(reader.text, reader.at, reader.end):
        first = reader.value()
        if first is None or reader.is_done() or reader.peek() == "|":
            return first  # nearly always
        stack.append(first)
    pending: list[tuple[str, int]] = []
    while True:
        reader.skip_blank()
        found = _OPERATOR.match(reader.text, reader.at, reader.end)
        if found is not None:
            _reduce(stack, pending, _PRECEDENCE.get(found[0], 2))
            pending.append((found[0], found.start()))
            reader.at = found.end()
            _check_length(reader, pending)
            continue
        value = reader.value()
        if value is None:
            break
        stack.append(value)
        _check_length(reader, stack)
    _reduce(stack, pending, -1)
    return _side_by_side(stack)


def _check_length(reader: Reader, parts: list[Expression] | list[tuple[str, int]]) -> None:
    if len(parts) > MOST_PARTS:
        raise LiquidSyntaxError(
            f"this expression has more than {MOST_PARTS} parts",
            reader.rest(),
            help="assign a part of it to a variable first",
        )


def _reduce(stack: list[Expression], pending: list[tuple[str, int]], precedence: int) -> None:
    """Apply the operators that bind more tightly; a missing operand is MISSING."""
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


def _filter(reader: Reader) -> Filter | None:
    if reader.is_done():
        return None
    start = reader.at
    found = _FILTER.match(reader.text, start, reader.end)
    if found is None:
        _refuse_nameless(reader)
        return None
    arguments: tuple[Argument, ...] = ()
    end = found.end(1)
    reader.at = found.end()
    if found[2] == ":":
        arguments = _arguments(reader)
        end = arguments[-1].span.end if arguments else reader.at
    if not reader.is_done() and reader.peek() != "|":
        raise LiquidSyntaxError(
            f"this is not understood after the filter `{found[1]}`",
            reader.rest(),
            help="a filter's arguments follow `:` and are separated by commas",
        )
    return Filter(Span(start, end), found[1], Span(*found.span(1)), arguments)


def _refuse_nameless(reader: Reader) -> None:
    """Refuse what is no filter; a ``|`` that nothing follows is none, and does no harm."""
    if not reader.take("|"):
        raise LiquidSyntaxError(
            "this is not understood here",
            reader.rest(),
            help="put `|` before a filter, and an operator between two values",
        )
    if not reader.is_done():
        raise LiquidSyntaxError(
            "a filter's name is missing here", reader.rest(), help="name it, or remove the `|`"
        )


def _arguments(reader: Reader) -> tuple[Argument, ...]:
    arguments: list[Argument] = []
    while True:
        value = reader.value()
        if value is not None:
            arguments.append(_argument(reader, value))
        if not reader.take(","):
            return tuple(arguments)


def _argument(reader: Reader, value: Expression) -> Argument:
    if not reader.take(":"):
        return Argument(value.span, None, value)
    named = reader.value() or Literal(Span(reader.at, reader.at), MISSING)
    span = Span(value.span.start, max(reader.at, named.span.end))
    return Argument(span, value.span.of(reader.text), named)


def read_options(reader: Reader) -> tuple[Argument, ...]:
    """Read ``name: value`` and bare names as far as they go; the last of a name counts."""
    found: dict[str, Argument] = {}
    while True:
        reader.take(",")
        name = reader.name()
        if name is None:
            return tuple(found.values())
        value: Expression | None = None
        if reader.take(":"):
            value = reader.value()
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
