"""Legacy Liquid's filters on lists, and on dates, whose zones it takes in hours."""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cmp_to_key
from typing import Any

from inbox_toolkit.liquid.catalog.sources import LEGACY, UPGRADE
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.dates import filters as date_filters
from inbox_toolkit.liquid.filters.limits import check_list_length, check_text_length
from inbox_toolkit.liquid.filters.spec import Context, FilterTable, optional, required
from inbox_toolkit.liquid.javascript.values import MISSING, LiteralDrop
from inbox_toolkit.liquid.legacy.comparison import order, refuse_comparison, same
from inbox_toolkit.liquid.legacy.dates import parse_time, strftime
from inbox_toolkit.liquid.legacy.number_filters import plus
from inbox_toolkit.liquid.legacy.values import (
    RubyRange,
    flatten,
    inspect,
    is_nil,
    is_symbol,
    no_conversion,
    no_method,
    number,
    refuse,
    size_of_integer,
    text,
    to_i,
)

FILTERS = FilterTable(versions=LEGACY)


@FILTERS.define(
    "size",
    accepts="sized",
    returns="number",
    synonyms=(
        "length",
        "count",
    ),
    output="number",
)
def size(value: object) -> int:
    """Return the length of a text, list, object or range, the bytes of an integer, or else 0."""
    if isinstance(value, str | list | dict):
        return len(value)
    if isinstance(value, RubyRange):
        return value.count
    if is_symbol(value):
        return len(text(value))
    return size_of_integer(value) if isinstance(value, int) and not isinstance(value, bool) else 0


@FILTERS.define("first", accepts="list", returns="any", origin="item")
def first(value: object) -> object:
    """Return the first item of a list or range, or pair of an object; nil of anything else."""
    if isinstance(value, RubyRange):
        return value.start
    if isinstance(value, dict):
        return next(([key, item] for key, item in value.items()), None)
    return value[0] if isinstance(value, list) and value else None


@FILTERS.define("last", accepts="list", returns="any", origin="item")
def last(value: object) -> object:
    """Return the last item of a list or range, nil of anything else."""
    if isinstance(value, RubyRange):
        return value.stop
    return value[-1] if isinstance(value, list) and value else None


@FILTERS.define("join", optional("separator", "text"), accepts="list", returns="text")
def join(value: object, separator: object = " ") -> str:
    """Return the items, nested ones too, as one text with a separator between them."""
    items = flatten(value)
    if items and not (isinstance(separator, str) or is_nil(separator)):
        no_conversion(separator, "String")
    between = text(separator)
    check_text_length(len(items) * len(between))
    return between.join([text(item) for item in items])


@FILTERS.define(
    "sort", optional("property", "member"), accepts="list", returns="list", origin="reordered"
)
def sort(value: object, name: object = MISSING) -> object:
    """Return the items in order, or in that of a property; nil if the first item lacks it.

    Raises FilterError for items that have no order, null among them.
    """
    items = flatten(value)
    if is_nil(name):
        return sorted(items, key=cmp_to_key(_order))
    read = _reader(items[0] if items else None, name)
    if read is None:
        return None
    if len(items) < 2:
        return items
    by_member = cmp_to_key(_order)
    return sorted(items, key=lambda item: by_member(read(item, name)))


def _order(left: object, right: object) -> int:
    found = order(left, right)
    if found is None and same(left, right):
        return 0
    if found is None or math.isnan(found):
        refuse_comparison(left, right)
    return int(found)


@FILTERS.define(
    "map", required("property", "member"), accepts="list", returns="list", origin="members"
)
def map_(value: object, name: object = MISSING) -> object:
    """Return one property of every item, nil if the first item lacks it.

    A text's property is the text itself where it occurs; a few methods count as properties.
    """
    items = flatten(value)
    read = _reader(items[0] if items else None, name)
    return None if read is None else [read(item, name) for item in items]


def _reader(item: object, name: object) -> "Callable[[object, object], object] | None":
    """Return how all items are read, which the first one decides; None if it lacks the name."""
    is_indexed = is_symbol(item) or (
        isinstance(item, str | dict | int) and not isinstance(item, bool)
    )
    if is_indexed and not is_nil(_member(item, name)):
        return _member
    if not isinstance(name, str):
        refuse(f"{inspect(name)} is not a symbol nor a string")
    return _call if _method(item, name) else None


def _member(item: object, name: object) -> object:
    """Return ``item[name]``."""
    item = text(item) if is_symbol(item) else item
    if isinstance(item, dict):
        return item.get(name) if isinstance(name, str) else None
    if isinstance(item, str):
        if isinstance(name, str):
            return name if name in item else None
        if isinstance(name, RubyRange):
            return item[name.start : name.stop + 1] if 0 <= name.start <= len(item) else None
        at = _index(name)
        return item[at] if -len(item) <= at < len(item) else None
    if isinstance(item, int) and not isinstance(item, bool):
        at = _index(name)
        return (item >> at) & 1 if at >= 0 else 0
    return no_method("[]", item)


def _index(name: object) -> int:
    if not isinstance(name, int | float) or isinstance(name, bool):
        no_conversion(name, "Integer")
    return to_i(name)


def _call(item: object, name: object) -> object:
    method = _method(item, str(name))
    return method(item) if method else no_method(str(name), item)


_ANY: dict[str, Callable[[Any], object]] = {"inspect": inspect, "to_s": text, "nil?": is_nil}
_SIZED: dict[str, Callable[[Any], object]] = {
    "size": len,
    "length": len,
    "empty?": lambda item: not item,
}
_METHODS: dict[type, dict[str, Callable[[Any], object]]] = {
    str: {
        **_SIZED,
        "b": str,
        "to_i": to_i,
        "upcase": str.upper,
        "downcase": str.lower,
        "reverse": lambda item: item[::-1],
        "strip": str.strip,
    },
    dict: {**_SIZED, "first": first, "keys": list, "values": lambda item: list(item.values())},
    int: {"size": size_of_integer, "to_i": to_i, "abs": abs, "to_f": float},
    float: {"to_i": to_i, "abs": abs, "to_f": float},
    LiteralDrop: {
        "name": text,
        "size": lambda item: len(text(item)),
        "length": lambda item: len(text(item)),
    },
    type(None): {"to_i": to_i},
}
"""The methods of Ruby's values that a property's name can be taken for, as far as templates do."""


def _method(item: object, name: str) -> "Callable[[Any], object] | None":
    return {**_ANY, **_METHODS.get(type(item), {})}.get(name)


@FILTERS.define("concat", required("list", "list"), accepts="list", returns="list")
def concat(value: object, other: object = MISSING) -> list[object]:
    """Return the items of two lists. Raises FilterError for what is not a list."""
    if not isinstance(value, list) or not isinstance(other, list):
        raise FilterError("concat: both must be lists")
    return check_list_length(value + other)


@FILTERS.define("sum", accepts="list", returns="number")
def sum_(value: object) -> object:
    """Return the sum of numbers; texts among the items are put one after the other."""
    items = flatten(value)
    if any(isinstance(item, str) for item in items):
        return "".join([text(item) for item in items])
    total: object = 0
    for item in items:
        total = plus(total, item)
    return total


@FILTERS.define(
    "date", optional("format", "text"), accepts="date", returns="text", synonyms=("date_format",)
)
def date(value: object, form: object = MISSING, *, context: Context) -> object:
    """Return the date written by a format; without one, or if it is none, as it is.

    Seconds since 1970 are in UTC, a text in the zone it names. Zero and less is no date.
    """
    if not text(form):
        return text(value)
    moment: datetime | None = None
    if isinstance(value, str) and value.lower() in ("now", "today"):
        moment = context.now.astimezone(UTC)
    elif isinstance(value, str) and not _ALL_DIGITS.search(value):
        moment = parse_time(value, context.now.astimezone(UTC))
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        moment = _since_1970(value)
        if isinstance(value, str) and to_i(value) <= 0:
            moment = parse_time(value, context.now.astimezone(UTC))
    return value if moment is None else strftime(moment, text(form))


def _since_1970(value: str | int | float) -> datetime | None:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    seconds = to_i(value)
    return _EPOCH + timedelta(seconds=seconds) if 0 < seconds < _MAX_SECONDS else None


_ALL_DIGITS = re.compile(r"^[0-9]+$", re.MULTILINE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_SECONDS = 253_402_300_800
"""The first second of the year 10000: Python's dates end there, Ruby's do not."""


@FILTERS.define(
    "timezone", required("zone", "zone"), accepts="date", returns="number", source=UPGRADE
)
def timezone(value: object, zone: object = MISSING, *, context: Context) -> object:
    """Return the seconds at which a clock in UTC shows what the zone's clock shows at a date.

    A zone is a name, or hours east of UTC, also as a text. Raises FilterError for an unknown one.
    """
    hours = number(zone)
    if hours or text(zone) in ("0", "0.0"):
        zone = -60 * hours
    return date_filters.timezone(value, zone, context=context)
