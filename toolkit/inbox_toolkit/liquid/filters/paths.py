"""The property a filter names in a text, such as ``"address['city name'].zip"``, read from items.

``where``, ``find`` and ``group_by`` render that text with the item as all there is; a property the
item lacks fails a strict render.
"""

from collections.abc import Callable

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid import utf16
from inbox_toolkit.liquid.coercion import numbers
from inbox_toolkit.liquid.filters.context import Context, FilterError, UndefinedError
from inbox_toolkit.liquid.nodes import Binary, Expression, Literal, Path, Range, Segment
from inbox_toolkit.liquid.reader import Reader
from inbox_toolkit.liquid.values import MISSING, joined, property_name, read, to_text

MOST_NUMBERS = 1_000
"""How long a range may be that stands where a property's name should."""


def reader(path: object, context: Context) -> Callable[[object], object]:
    """Return the function that reads a property of an item; names no property, reads MISSING."""
    segments = _segments(to_text(path))
    strict = context.strict

    def read_item(item: object) -> object:
        return _read(segments, item, strict) if segments else MISSING

    return read_item


def _segments(text: str) -> tuple[Segment, ...]:
    try:
        return Reader(text, 0, len(text)).property()
    except LiquidSyntaxError as error:
        raise FilterError(f"{text!r} names no property: {error.message}") from None


def _read(segments: tuple[Segment, ...], item: object, strict: bool) -> object:
    name = _name(segments[0], item, strict)
    return _follow(item if _holds(item, name) else {}, segments, item, strict)


def _follow(value: object, segments: tuple[Segment, ...], item: object, strict: bool) -> object:
    names = [_name(segment, item, strict) for segment in segments]
    for at, name in enumerate(names):
        value = read(value, name)
        if strict and value is MISSING:
            raise UndefinedError(joined(names[: at + 1], "."))
    return value


def _name(segment: Segment, item: object, strict: bool) -> object:
    key = segment.key
    return key if isinstance(key, str | int) else _value(key, item, strict)


def _value(expression: Expression, item: object, strict: bool) -> object:
    """Return the value of what stands in a bracket: nothing else than these can."""
    match expression:
        case Literal():
            return expression.value
        case Range():
            low = _value(expression.start, item, strict)
            high = _value(expression.stop, item, strict)
            return list(numbers(low, high, MOST_NUMBERS) or ())
        case Binary(left=left):  # how the reader marks a range that is a name
            return _value(left, item, strict)
        case Path(segments=(Segment(key=Literal() | Range() as start), *rest)):
            return _follow(_value(start, item, strict), tuple(rest), item, strict)
        case Path():
            return _read(expression.segments, item, strict)
    return MISSING


def _holds(item: object, name: object) -> bool:
    """Tell whether JavaScript's ``name in item`` holds for the item, a text being its letters."""
    name = property_name(name)
    if isinstance(item, dict):
        return name in item
    if not isinstance(item, str | list):
        return False
    length = len(item) if isinstance(item, list) else utf16.length(item)
    return name == "length" or (name.isdecimal() and str(int(name)) == name and int(name) < length)
