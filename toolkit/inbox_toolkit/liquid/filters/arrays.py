"""Array filters: order, ends, members, sums, and the ones that text has as well (``slice``,
``size``).
"""

import math
import re
from collections.abc import Callable, Hashable
from functools import cmp_to_key

from inbox_toolkit.liquid.catalog.sources import LATEST, UPGRADE
from inbox_toolkit.liquid.filters.limits import (
    check_item_size,
    check_list_length,
    check_text_length,
)
from inbox_toolkit.liquid.filters.spec import FilterTable, optional, required
from inbox_toolkit.liquid.javascript import utf16
from inbox_toolkit.liquid.javascript.comparison import js_less_than, same_value_zero
from inbox_toolkit.liquid.javascript.json_stringify import json_stringify
from inbox_toolkit.liquid.javascript.values import (
    MISSING,
    array_join,
    get_property,
    is_nil,
    js_add,
    js_string,
    js_truthy,
    to_array,
    to_index,
    to_number,
    to_text,
    unwrap,
)

FILTERS = FilterTable()

Compare = Callable[[object, object], int]


@FILTERS.define("join", optional("separator", "text"), accepts="list", returns="text")
def join(value: object, separator: object = MISSING) -> str:
    """Return the items as one text with a separator (a space) between them."""
    separator = unwrap(separator)
    items, between = to_array(value), " " if is_nil(separator) else to_text(separator)
    check_text_length(len(items) * len(between))
    return utf16.join_surrogates(array_join(items, between))


@FILTERS.define("first", accepts="list", returns="any", origin="item")
def first(value: object) -> object:
    """Return the first item of a list or the first unit of a text; empty for anything else."""
    return _end(value, 0)


@FILTERS.define("last", accepts="list", returns="any", origin="item")
def last(value: object) -> object:
    """Return the last item of a list or the last unit of a text; empty for anything else."""
    return _end(value, -1)


def _end(value: object, at: int) -> object:
    value = unwrap(value)
    if isinstance(value, str):
        return utf16.slice_units(value, at, at + 1 or None)
    if isinstance(value, list):
        return get_property(value, at)
    return ""


@FILTERS.define(
    "size",
    accepts="sized",
    returns="number",
    output="count",
    open_point="size-equals",
    synonyms=(
        "length",
        "count",
    ),
    origin="size",
)
def size(value: object) -> object:
    """Return the length of a list or text (in UTF-16 units); 0 for anything without a length."""
    length = get_property(value, "length") if js_truthy(value) else 0
    return length if js_truthy(length) else 0


@FILTERS.define("reverse", accepts="list", returns="list", origin="reordered")
def reverse(value: object) -> list[object]:
    """Return the items in the opposite order."""
    return to_array(value)[::-1]


@FILTERS.define(
    "sort", optional("property", "member"), accepts="list", returns="list", origin="reordered"
)
def sort(value: object, name: object = MISSING) -> list[object]:
    """Return the items in order, or in that of one of their properties; null and missing last."""
    return _sorted(value, name, _order)


@FILTERS.define(
    "sort_natural",
    optional("property", "member"),
    accepts="list",
    returns="list",
    origin="reordered",
)
def sort_natural(value: object, name: object = MISSING) -> list[object]:
    """Return the items in order of their text without regard to case."""
    return _sorted(value, name, compare_without_case)


def _sorted(value: object, name: object, compare: Compare) -> list[object]:
    by_name = js_truthy(name)
    pairs = [(get_path(item, name) if by_name else item, item) for item in to_array(value)]
    order = cmp_to_key(compare)
    return [item for _, item in sorted(pairs, key=lambda pair: order(pair[0]))]


def _order(left: object, right: object) -> int:
    if is_nil(left) or is_nil(right):
        return is_nil(left) - is_nil(right)
    return -1 if js_less_than(left, right) else int(js_less_than(right, left))


def compare_without_case(left: object, right: object) -> int:
    """Return -1, 0 or 1: the order of two texts without their case; null and missing last."""
    if is_nil(left) or is_nil(right):
        return is_nil(left) - is_nil(right)
    return _order(js_string(left).lower(), js_string(right).lower())


def get_path(item: object, path: object) -> object:
    """Return an item's property by a dotted name; MISSING where there is none."""
    for name in to_text(path).split("."):
        item = get_property(item, name)
    return item


@FILTERS.define(
    "map", required("property", "member"), accepts="list", returns="list", origin="members"
)
def map_(value: object, name: object = MISSING) -> list[object]:
    """Return one property of every item."""
    return [get_path(item, name) for item in to_array(value)]


@FILTERS.define(
    "sum",
    optional("property", "member"),
    accepts="list",
    returns="number",
    output="number_of_numbers",
)
def sum_(value: object, name: object = MISSING) -> float:
    """Return the sum of the items or of one of their properties; anything but a number counts 0."""
    total = 0.0
    for item in to_array(value):
        number = to_number(get_path(item, name) if js_truthy(name) else item)
        total += 0.0 if math.isnan(number) else number
    return total


@FILTERS.define("compact", accepts="list", returns="list", origin="present_items")
def compact(value: object) -> list[object]:
    """Return the items that are neither null nor missing."""
    return [item for item in to_array(value) if not is_nil(unwrap(item))]


@FILTERS.define(
    "concat",
    required("list", "list"),
    accepts="list",
    returns="list",
    origin="concatenation",
)
def concat(value: object, other: object = MISSING) -> list[object]:
    """Return the items of two lists, one after the other."""
    return check_list_length(to_array(value) + to_array(other))


@FILTERS.define(
    "push",
    required("item"),
    accepts="list",
    returns="list",
    origin="extension",
)
def push(value: object, item: object = MISSING) -> list[object]:
    """Return the items with one more at the end."""
    return check_list_length([*to_array(value), check_item_size(item)])


@FILTERS.define(
    "unshift",
    required("item"),
    accepts="list",
    returns="list",
    origin="extension",
)
def unshift(value: object, item: object = MISSING) -> list[object]:
    """Return the items with one more at the start."""
    return check_list_length([check_item_size(item), *to_array(value)])


@FILTERS.define("pop", accepts="list", returns="list", origin="items")
def pop(value: object) -> list[object]:
    """Return the items without the last."""
    return to_array(value)[:-1]


@FILTERS.define("shift", accepts="list", returns="list", origin="items")
def shift(value: object) -> list[object]:
    """Return the items without the first."""
    return to_array(value)[1:]


def _is_documented(start: object) -> bool:
    """Return True for ``'-4'``: Customer.io's example reads the text as the number it spells.

    liquidjs makes it the position "11-4" in a text of 11: ``slice: '-4', 3`` of "Customer.io" is
    "r.i" on that page, and nothing in the engine.
    """
    return isinstance(start, str) and _NEGATIVE.fullmatch(start) is not None


_NEGATIVE = re.compile("-[0-9]+")


@FILTERS.define(
    "slice",
    required("start", "number"),
    optional("length", "number"),
    accepts="any",
    returns="any",
    open_point="documented-otherwise",
    origin="items",
)
def slice_(value: object, start: object = MISSING, length: object = MISSING) -> object:
    """Return a part of a list or text; a negative start counts from the end."""
    value = unwrap(value)
    if is_nil(value):
        return []
    source: list[object] | str = value if isinstance(value, list) else to_text(value)
    begin = unwrap(start)
    if to_number(begin) < 0:
        count = len(source) if isinstance(source, list) else utf16.length(source)
        begin = js_add(count, to_number(begin) if _is_documented(begin) else begin)
    end = to_index(js_add(begin, 1 if length is MISSING else length))
    if isinstance(source, list):
        return source[to_index(begin) : end]
    return utf16.slice_units(source, to_index(begin), end)


@FILTERS.define(
    "limit",
    required("count", "number"),
    accepts="list",
    returns="list",
    origin="items",
    is_own=True,
    open_point="no-example",
)
def limit(value: object, count: object = MISSING) -> list[object]:
    """Return the first items (no example is published); all of them without a number."""
    items = to_array(value)
    return items if count is MISSING else items[: max(0, to_index(count))]


@FILTERS.define("uniq", accepts="list", returns="list", origin="one_or_more_items")
def uniq(value: object) -> list[object]:
    """Return each item once: texts and numbers by value, lists and objects by identity."""
    seen: dict[Hashable, object] = {}
    for item in to_array(value):
        seen.setdefault(same_value_zero(item), item)
    return list(seen.values())


@FILTERS.define(
    "json_array_uniq",
    optional("property", "member"),
    accepts="list",
    returns="list",
    origin="one_or_more_items",
    versions=LATEST,
    source=UPGRADE,
    is_own=True,
)
def json_array_uniq(value: object, name: object = MISSING) -> list[object]:
    """Return the first item for each value of a property, or of the whole item, by its JSON."""
    seen: dict[str | None, object] = {}
    for item in to_array(value):
        key = get_path(item, name) if js_truthy(name) else item
        seen.setdefault(json_stringify(key), item)
    return list(seen.values())
