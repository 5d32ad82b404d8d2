"""Filters that pick items by a property (``where``, ``find``) or an expression (``where_exp``).

liquidjs renders the property's text, such as ``"address['city name'].zip"``, with the item as the
only scope; a property the item lacks fails a strict render.
"""

from collections.abc import Callable, Hashable, Iterator

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.catalog.sources import LATEST, LIQUIDJS
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.filters.spec import Context, FilterTable, optional, required
from inbox_toolkit.liquid.javascript import utf16
from inbox_toolkit.liquid.javascript.arrays import range_numbers
from inbox_toolkit.liquid.javascript.comparison import liquid_equals, same_value_zero
from inbox_toolkit.liquid.javascript.values import (
    MISSING,
    array_index,
    array_join,
    get_property,
    is_truthy,
    js_truthy,
    property_key,
    to_array,
    to_enumerable,
    to_text,
)
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.nodes import Binary, Expression, Literal, Path, Range, Segment

FILTERS = FilterTable()

MAX_RANGE = 1_000
"""The longest range that is expanded in place of a property's name."""


def property_reader(path: object, context: Context) -> Callable[[object], object]:
    """Return the function that reads a property of an item; names no property, reads MISSING."""
    segments = _segments(to_text(path))
    strict = context.strict

    def read_item(item: object) -> object:
        return _read(segments, item, strict) if segments else MISSING

    return read_item


def _segments(text: str) -> tuple[Segment, ...]:
    try:
        return Cursor(text, 0, len(text)).property()
    except LiquidSyntaxError as error:
        raise FilterError(f"{text!r} names no property: {error.message}") from None


def _read(segments: tuple[Segment, ...], item: object, strict: bool) -> object:
    name = _name(segments[0], item, strict)
    return _follow(item if _holds(item, name) else {}, segments, item, strict)


def _follow(value: object, segments: tuple[Segment, ...], item: object, strict: bool) -> object:
    names = [_name(segment, item, strict) for segment in segments]
    for at, name in enumerate(names):
        value = get_property(value, name)
        if strict and value is MISSING:
            raise UndefinedError(array_join(names[: at + 1], "."))
    return value


def _name(segment: Segment, item: object, strict: bool) -> object:
    key = segment.key
    return key if isinstance(key, str | int) else _value(key, item, strict)


def _value(expression: Expression, item: object, strict: bool) -> object:
    """Return the value of a bracket's content; the parser lets nothing else stand there."""
    match expression:
        case Literal():
            return expression.value
        case Range():
            low = _value(expression.start, item, strict)
            high = _value(expression.stop, item, strict)
            return list(range_numbers(low, high, MAX_RANGE) or ())
        case Binary(left=left):  # how the reader marks a range that is a name
            return _value(left, item, strict)
        case Path(segments=(Segment(key=Literal() | Range() as start), *rest)):
            return _follow(_value(start, item, strict), tuple(rest), item, strict)
        case Path():
            return _read(expression.segments, item, strict)
    return MISSING


def _holds(item: object, name: object) -> bool:
    """Return True if JavaScript's ``name in item`` holds; a text has its indexes and length."""
    name = property_key(name)
    if isinstance(item, dict):
        return name in item
    if not isinstance(item, str | list):
        return False
    length = len(item) if isinstance(item, list) else utf16.length(item)
    at = array_index(name)
    return name == "length" or (at is not None and at < length)


Test = Callable[[object], bool]


@FILTERS.define(
    "where",
    required("property", "member"),
    optional("value"),
    accepts="list",
    returns="list",
    origin="items",
    needs_member=True,
)
def where(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items whose property equals the target, or is truthy without one."""
    return _kept(value, name, target, True, context)


@FILTERS.define(
    "reject",
    required("property", "member"),
    optional("value"),
    accepts="list",
    returns="list",
    origin="items",
    versions=LATEST,
    is_in_10_16=False,
    source=LIQUIDJS,
    is_listed=False,
    needs_member=True,
)
@FILTERS.define(
    "where_not",
    required("property", "member"),
    optional("value"),
    accepts="list",
    returns="list",
    origin="items",
    is_own=True,
    needs_member=True,
)
def reject(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items that ``where`` would not."""
    return _kept(value, name, target, False, context)


def _kept(
    value: object, name: object, target: object, wanted: bool, context: Context
) -> list[object]:
    items = to_array(value)
    property_of = property_reader(name, context)
    found = [property_of(item) for item in items]  # all are read first: one may be missing
    test = _test(target)
    return [item for item, held in zip(items, found, strict=True) if test(held) is wanted]


def _test(target: object) -> Test:
    return is_truthy if target is MISSING else lambda held: liquid_equals(held, target)


@FILTERS.define(
    "where_exp",
    required("item", "text"),
    required("expression", "expression"),
    accepts="list",
    returns="list",
    origin="items",
)
def where_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items for which an expression is ``true`` itself, not merely truthy."""
    return [item for item, held in _held(value, name, expression, context) if held is True]


@FILTERS.define(
    "reject_exp",
    required("item", "text"),
    required("expression", "expression"),
    accepts="list",
    returns="list",
    origin="items",
    versions=LATEST,
    is_in_10_16=False,
    source=LIQUIDJS,
    is_listed=False,
)
def reject_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items for which an expression is ``false`` itself."""
    return [item for item, held in _held(value, name, expression, context) if held is False]


def _held(
    value: object, name: object, expression: object, context: Context
) -> Iterator[tuple[object, object]]:
    evaluate = context.evaluator(to_text(name), to_text(expression))
    for item in to_array(value):
        yield item, evaluate(item)


@FILTERS.define(
    "group_by",
    required("property", "member"),
    accepts="list",
    returns="list",
    origin="groups",
    needs_member=True,
)
def group_by(value: object, name: object = MISSING, *, context: Context) -> list[object]:
    """Return ``{name, items}`` for each value of a property, in the order they first appear."""
    property_of = property_reader(name, context)
    return _grouped((property_of(item), item) for item in to_enumerable(value))


@FILTERS.define(
    "group_by_exp",
    required("item", "text"),
    required("expression", "expression"),
    accepts="list",
    returns="list",
    origin="groups",
)
def group_by_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return ``{name, items}`` for each value of an expression."""
    return _grouped(
        (key, item) for item, key in _held(to_enumerable(value), name, expression, context)
    )


def _grouped(pairs: Iterator[tuple[object, object]]) -> list[object]:
    groups: dict[Hashable, dict[str, object]] = {}
    members: dict[Hashable, list[object]] = {}
    for key, item in pairs:
        mark = same_value_zero(key)
        items = members.setdefault(mark, [])
        groups.setdefault(mark, {"name": key, "items": items})
        items.append(item)
    return list(groups.values())


Found = tuple[int, object] | None


def _search(value: object, name: object, target: object, context: Context) -> Found:
    property_of = property_reader(name, context)
    test = _test(target)
    for at, item in enumerate(to_array(value)):
        if test(property_of(item)):
            return at, item
    return None


def _search_exp(value: object, name: object, expression: object, context: Context) -> Found:
    for at, (item, held) in enumerate(_held(value, name, expression, context)):
        if js_truthy(held):
            return at, item
    return None


@FILTERS.define(
    "find",
    required("property", "member"),
    optional("value"),
    accepts="list",
    returns="any",
    origin="item",
    needs_member=True,
)
def find(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> object:
    """Return the first item whose property equals the target, or is truthy without one."""
    found = _search(value, name, target, context)
    return found[1] if found else MISSING


@FILTERS.define(
    "find_index",
    required("property", "member"),
    optional("value"),
    accepts="list",
    returns="number",
    versions=LATEST,
    is_in_10_16=False,
    source=LIQUIDJS,
    is_listed=False,
    needs_member=True,
)
def find_index(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> object:
    """Return the index of what ``find`` returns."""
    found = _search(value, name, target, context)
    return found[0] if found else MISSING


@FILTERS.define(
    "has",
    required("property", "member"),
    optional("value"),
    accepts="list",
    returns="boolean",
    versions=LATEST,
    is_in_10_16=False,
    source=LIQUIDJS,
    is_listed=False,
    needs_member=True,
)
def has(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> bool:
    """Return True if ``find`` finds an item."""
    return _search(value, name, target, context) is not None


@FILTERS.define(
    "find_exp",
    required("item", "text"),
    required("expression", "expression"),
    accepts="list",
    returns="any",
    origin="item",
)
def find_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> object:
    """Return the first item for which an expression holds, as JavaScript's ``if`` has it."""
    found = _search_exp(value, name, expression, context)
    return found[1] if found else MISSING


@FILTERS.define(
    "find_index_exp",
    required("item", "text"),
    required("expression", "expression"),
    accepts="list",
    returns="number",
    versions=LATEST,
    is_in_10_16=False,
    source=LIQUIDJS,
    is_listed=False,
)
def find_index_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> object:
    """Return the index of what ``find_exp`` returns."""
    found = _search_exp(value, name, expression, context)
    return found[0] if found else MISSING


@FILTERS.define(
    "has_exp",
    required("item", "text"),
    required("expression", "expression"),
    accepts="list",
    returns="boolean",
    versions=LATEST,
    is_in_10_16=False,
    source=LIQUIDJS,
    is_listed=False,
)
def has_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> bool:
    """Return True if ``find_exp`` finds an item."""
    return _search_exp(value, name, expression, context) is not None
