"""Legacy Liquid's filters on lists, and on dates, whose zones it takes in hours."""

from functools import cmp_to_key

from inbox_toolkit.liquid.catalog.sources import LEGACY, UPGRADE
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.dates import filters as date_filters
from inbox_toolkit.liquid.filters.limits import check_list_length, check_text_length
from inbox_toolkit.liquid.filters.spec import Context, FilterTable, optional, required
from inbox_toolkit.liquid.javascript.values import MISSING, is_nil, unwrap
from inbox_toolkit.liquid.legacy.comparison import order
from inbox_toolkit.liquid.legacy.number_filters import plus
from inbox_toolkit.liquid.legacy.values import integer, number, text

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
    """Return the length of a text in characters, of a list or an object; of an integer 8."""
    value = unwrap(value)
    if isinstance(value, str | list | dict):
        return len(value)
    return 8 if isinstance(value, int) and not isinstance(value, bool) else 0


@FILTERS.define("first", accepts="list", returns="any", origin="item")
def first(value: object) -> object:
    """Return the first item of a list, nil of anything else."""
    value = unwrap(value)
    return value[0] if isinstance(value, list) and value else None


@FILTERS.define("last", accepts="list", returns="any", origin="item")
def last(value: object) -> object:
    """Return the last item of a list, nil of anything else."""
    value = unwrap(value)
    return value[-1] if isinstance(value, list) and value else None


def _flat(value: object) -> list[object]:
    value = unwrap(value)
    if not isinstance(value, list):
        return [value]
    return [item for part in value for item in _flat(part)]


@FILTERS.define("join", optional("separator", "text"), accepts="list", returns="text")
def join(value: object, separator: object = " ") -> str:
    """Return the items, nested ones too, as one text with a separator between them."""
    items, between = _flat(value), text(separator)
    check_text_length(len(items) * len(between))
    return between.join([text(item) for item in items])


@FILTERS.define(
    "sort", optional("property", "member"), accepts="list", returns="list", origin="reordered"
)
def sort(value: object, name: object = MISSING) -> object:
    """Return the items in order, or in that of a property; nil if the first item lacks it.

    Raises FilterError for items that have no order, null among them.
    """
    items = _flat(value)
    if is_nil(name):
        return sorted(items, key=cmp_to_key(_order))
    if is_nil(_member(items[0] if items else None, name)):
        return None
    by_member = cmp_to_key(_order)
    return sorted(items, key=lambda item: by_member(_member(item, name)))


def _order(left: object, right: object) -> int:
    if is_nil(left) and is_nil(right):
        return 0
    found = order(left, right)
    if found is None:
        raise FilterError("sort: these items have no order")
    return found


@FILTERS.define(
    "map", required("property", "member"), accepts="list", returns="list", origin="members"
)
def map_(value: object, name: object = MISSING) -> object:
    """Return one property of every item, nil if the first item lacks it."""
    items = _flat(value)
    if is_nil(_member(items[0] if items else None, name)):
        return None
    return [_member(item, name) for item in items]


def _member(item: object, name: object) -> object:
    return item.get(text(name)) if isinstance(item, dict) else None


@FILTERS.define("concat", required("list", "list"), accepts="list", returns="list")
def concat(value: object, other: object = MISSING) -> list[object]:
    """Return the items of two lists. Raises FilterError for what is not a list."""
    value, other = unwrap(value), unwrap(other)
    if not isinstance(value, list) or not isinstance(other, list):
        raise FilterError("concat: both must be lists")
    return check_list_length(value + other)


@FILTERS.define("sum", accepts="list", returns="number")
def sum_(value: object) -> object:
    """Return the sum of numbers; texts among the items are put one after the other."""
    items = _flat(value)
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
    """Return the date written by a format in UTC; without one, or if it is none, as it is."""
    value = unwrap(value)
    if not text(form):
        return text(value)
    if isinstance(value, int | float) and integer(value) <= 0:
        return value
    if isinstance(value, str):
        value = value.lower() if value.lower() in ("now", "today") else value
    return date_filters.date(value, form, context=context)


@FILTERS.define(
    "timezone", required("zone", "zone"), accepts="date", returns="number", source=UPGRADE
)
def timezone(value: object, zone: object = MISSING, *, context: Context) -> object:
    """Return the seconds at which a clock in UTC shows what the zone's clock shows at a date.

    A zone is a name, or hours east of UTC, also as a text. Raises FilterError for an unknown one.
    """
    zone = unwrap(zone)
    hours = number(zone)
    if hours or text(zone) in ("0", "0.0"):
        zone = -60 * hours
    return date_filters.timezone(value, zone, context=context)
