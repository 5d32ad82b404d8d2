"""The filters of liquidjs 10.16.1 that print something else there than in 10.26.0.

10.16.1 was the service's engine on 23 September 2026, and no page says when it changed. A rule
renders with these to tell what depends on it. Besides, the ``*_exp`` filters see no variable there
but the item (``runtime/lambda_expressions.py``).

Source: liquidjs 10.16.1 itself.
"""

import math
from functools import cmp_to_key

from inbox_toolkit.liquid.catalog.sources import LIQUIDJS_10_16
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters import array_queries, arrays, text
from inbox_toolkit.liquid.filters.dates import filters as dates
from inbox_toolkit.liquid.filters.limits import check_text_length
from inbox_toolkit.liquid.filters.numbers import js_divide, js_floor
from inbox_toolkit.liquid.filters.spec import Context, FilterTable
from inbox_toolkit.liquid.javascript import utf16
from inbox_toolkit.liquid.javascript.comparison import js_less_than, liquid_equals
from inbox_toolkit.liquid.javascript.numbers import power_of_ten, to_integer
from inbox_toolkit.liquid.javascript.values import (
    MISSING,
    Drop,
    array_index,
    array_join,
    get_property,
    is_nil,
    js_string,
    js_truthy,
    to_array,
    to_number,
    to_text,
    unwrap,
)

FILTERS = FilterTable(versions=frozenset({LIQUIDJS_10_16}))


@FILTERS.define("abs")
def abs_(value: object) -> float:
    """Return the number without its sign; NaN of what is not a number."""
    return abs(to_number(value))


@FILTERS.define("at_least")
def at_least(value: object, *limits: object) -> float:
    """Return ``Math.max``; NaN if anything is not a number."""
    numbers = [to_number(one) for one in (value, *limits)]
    return math.nan if any(map(math.isnan, numbers)) else max(numbers)


@FILTERS.define("at_most")
def at_most(value: object, *limits: object) -> float:
    """Return ``Math.min``; NaN if anything is not a number."""
    numbers = [to_number(one) for one in (value, *limits)]
    return math.nan if any(map(math.isnan, numbers)) else min(numbers)


@FILTERS.define("ceil")
def ceil(value: object) -> float:
    """Return ``Math.ceil``."""
    number = to_number(value)
    return float(math.ceil(number)) if math.isfinite(number) else number


@FILTERS.define("floor")
def floor(value: object) -> float:
    """Return ``Math.floor``."""
    return js_floor(to_number(value))


@FILTERS.define("round")
def round_(value: object, digits: object = 0) -> float:
    """Return ``Math.round``, which rounds a half up: -2.5 becomes -2."""
    scale = power_of_ten(to_number(0 if digits is MISSING else digits))
    scaled = to_number(value) * scale
    below = js_floor(scaled)
    return js_divide(below + 1 if scaled - below >= 0.5 else below, scale)


@FILTERS.define("plus")
def plus(value: object, other: object = MISSING) -> float:
    """Return the sum; NaN if either is not a number."""
    return to_number(value) + to_number(other)


@FILTERS.define("minus")
def minus(value: object, other: object = MISSING) -> float:
    """Return the difference."""
    return to_number(value) - to_number(other)


@FILTERS.define("times")
def times(value: object, other: object = MISSING) -> float:
    """Return the product."""
    return to_number(value) * to_number(other)


@FILTERS.define("divided_by")
def divided_by(value: object, other: object = MISSING, as_integer: object = MISSING) -> float:
    """Return the quotient, cut down if ``as_integer`` is truthy."""
    quotient = js_divide(to_number(value), to_number(other))
    return js_floor(quotient) if js_truthy(unwrap(as_integer)) else quotient


@FILTERS.define("modulo")
def modulo(value: object, other: object = MISSING) -> float:
    """Return JavaScript's ``%``."""
    number, divisor = to_number(value), to_number(other)
    if not divisor or not math.isfinite(number) or math.isnan(divisor):
        return math.nan
    return math.fmod(number, divisor)


@FILTERS.define("join")
def join(value: object, separator: object = MISSING) -> str:
    """Return the items joined; a separator without a length fails."""
    separator = " " if separator is MISSING else unwrap(separator)
    if not isinstance(separator, str | list):
        raise FilterError("join: the separator is not a text")
    items, between = to_array(value), js_string(separator)
    check_text_length(len(items) * len(between))
    return utf16.join_surrogates(array_join(items, between))


@FILTERS.define("first")
def first(value: object) -> object:
    """Return the first item; empty of a text."""
    value = unwrap(value)
    return arrays.first(value) if isinstance(value, list) else ""


@FILTERS.define("last")
def last(value: object) -> object:
    """Return the last item; empty of a text."""
    value = unwrap(value)
    return arrays.last(value) if isinstance(value, list) else ""


@FILTERS.define("sort")
def sort(value: object, name: object = MISSING) -> list[object]:
    """Return the items in the order of JavaScript's ``<``: null counts as 0."""
    by_name = js_truthy(name)
    pairs = [(arrays.get_path(item, name) if by_name else item, item) for item in to_array(value)]
    order = cmp_to_key(_order)
    return [item for _, item in sorted(pairs, key=lambda pair: order(pair[0]))]


def _order(left: object, right: object) -> int:
    return -1 if js_less_than(left, right) else int(js_less_than(right, left))


@FILTERS.define("sort_natural")
def sort_natural(value: object, name: object = MISSING) -> list[object]:
    """Return the items in order of their text without case; a name is no path there."""
    if name is MISSING:
        return arrays.sort_natural(value)
    key = to_text(name)

    def compare(left: object, right: object) -> int:
        return arrays.compare_without_case(_own_property(left, key), _own_property(right, key))

    items = to_array(value)
    present = [item for item in items if item is not MISSING]  # JavaScript compares no undefined
    missing = [item for item in items if item is MISSING]
    return sorted(present, key=cmp_to_key(compare)) + missing


def _own_property(item: object, key: str) -> object:
    if is_nil(item):
        raise FilterError(f"Cannot read properties of {js_string(item)} (reading '{key}')")
    if isinstance(item, dict):
        return item.get(key, MISSING)
    is_own = key == "length" or array_index(key) is not None
    return get_property(item, key) if isinstance(item, list | str) and is_own else MISSING


@FILTERS.define("slice")
def slice_(value: object, start: object = MISSING, length: object = MISSING) -> object:
    """Return a part of a list or text; a length that is not a number fails."""
    is_number = length is MISSING or not math.isnan(to_number(length))
    if not is_number and not is_nil(unwrap(value)):
        raise FilterError("slice: the length is not a number")
    return arrays.slice_(value, start, length)


@FILTERS.define("uniq")
def uniq(value: object) -> list[object]:
    """Return each item once by its text, so 1 and "1" are the same; refuse what is not a list."""
    value = unwrap(value)
    if not isinstance(value, list):
        if value == "":
            return []
        raise FilterError("uniq: the value is not a list")
    seen: dict[str, object] = {}
    for item in value:
        seen.setdefault(js_string(item), item)
    return list(seen.values())


@FILTERS.define("where_exp")
def where_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return the items for which an expression holds, as JavaScript's ``if`` has it."""
    evaluate = context.evaluator(to_text(name), to_text(expression))
    return [item for item in to_array(value) if js_truthy(evaluate(item))]


@FILTERS.define("group_by")
def group_by(value: object, name: object = MISSING, *, context: Context) -> list[object]:
    """Return the groups; a value that is not a list is one item."""
    return array_queries.group_by(to_array(value), name, context=context)


@FILTERS.define("group_by_exp")
def group_by_exp(
    value: object, name: object = MISSING, expression: object = MISSING, *, context: Context
) -> list[object]:
    """Return the groups; a value that is not a list is one item."""
    return array_queries.group_by_exp(to_array(value), name, expression, context=context)


@FILTERS.define("find")
def find(
    value: object, name: object = MISSING, target: object = MISSING, *, context: Context
) -> object:
    """Return the first item whose property equals the target, even if there is no target."""
    property_of = array_queries.property_reader(name, context)
    for item in to_array(value):
        if liquid_equals(property_of(item), target):
            return item
    return MISSING


@FILTERS.define("date")
def date(
    value: object, form: object = MISSING, zone: object = MISSING, *, context: Context
) -> object:
    """Return the formatted date; null is the first second of 1970."""
    shown = dates.date(_date(value), form, zone, context=context)
    return shown if isinstance(shown, str) else value


@FILTERS.define("date_to_xmlschema")
def date_to_xmlschema(value: object, *, context: Context) -> object:
    """Return the date as ``2008-11-07T13:07:54+00:00``."""
    return dates.date_to_xmlschema(_date(value), context=context)


@FILTERS.define("date_to_rfc822")
def date_to_rfc822(value: object, *, context: Context) -> object:
    """Return the date as ``Fri, 07 Nov 2008 13:07:54 +0000``."""
    return dates.date_to_rfc822(_date(value), context=context)


@FILTERS.define("date_to_string")
def date_to_string(
    value: object, kind: object = MISSING, style: object = MISSING, *, context: Context
) -> object:
    """Return the date as ``07 Nov 2008``."""
    return dates.date_to_string(_date(value), kind, style, context=context)


@FILTERS.define("date_to_long_string")
def date_to_long_string(
    value: object, kind: object = MISSING, style: object = MISSING, *, context: Context
) -> object:
    """Return the date as ``07 November 2008``."""
    return dates.date_to_long_string(_date(value), kind, style, context=context)


def _date(value: object) -> object:
    return 0 if unwrap(value) is None else value


@FILTERS.define("strip")
def strip(value: object, characters: object = MISSING) -> str:
    """Return the text without the code units of the given characters at both ends."""
    units, stripped = _units_and_stripped(value, characters)
    return utf16.join_surrogates(units.strip(stripped))


@FILTERS.define("lstrip")
def lstrip(value: object, characters: object = MISSING) -> str:
    """Return the text without them at its start."""
    units, stripped = _units_and_stripped(value, characters)
    return utf16.join_surrogates(units.lstrip(stripped))


@FILTERS.define("rstrip")
def rstrip(value: object, characters: object = MISSING) -> str:
    """Return the text without them at its end."""
    units, stripped = _units_and_stripped(value, characters)
    return utf16.join_surrogates(units.rstrip(stripped))


def _units_and_stripped(value: object, characters: object) -> tuple[str, str]:
    if not js_truthy(characters):
        return to_text(value), utf16.WHITESPACE
    stripped = utf16.explode(to_text(characters))
    return utf16.units_for(to_text(value), stripped), stripped


@FILTERS.define("replace")
def replace(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with one text replaced; by a comma if the other is left out."""
    return text.replace(value, old, "," if new is MISSING else js_string(new))


@FILTERS.define("replace_first")
def replace_first(value: object, old: object = MISSING, new: object = MISSING) -> str:
    """Return the text with the first occurrence replaced; ``$&`` in the other text is the match."""
    whole, part, other = to_text(value), to_text(old), js_string(new)
    units = utf16.units_for(whole, part)
    at = units.find(part)
    if at < 0:
        return whole
    head, tail = units[:at], units[at + len(part) :]
    special = {"$$": "$", "$&": part, "$`": head, "$'": tail}
    pieces, start = [], 0
    while (dollar := other.find("$", start)) >= 0:
        pair = other[dollar : dollar + 2]
        pieces += [other[start:dollar], special.get(pair, pair)]
        start = dollar + 2
    filled = "".join([*pieces, other[start:]])
    check_text_length(len(head) + len(filled) + len(tail))
    return utf16.join_surrogates(head + filled + tail)


@FILTERS.define("truncate")
def truncate(value: object, length: object = MISSING, ending: object = MISSING) -> object:
    """Return a text cut to a length; the ending counts as long as JavaScript's ``length`` says."""
    whole = to_text(value)
    limit = 50.0 if length is MISSING else to_number(length)
    if utf16.length(whole) <= limit:
        return value
    if ending is MISSING or isinstance(ending, str):
        return text.truncate(value, length, ending)
    if isinstance(ending, Drop):
        return js_string(unwrap(ending))
    if is_nil(ending):
        raise FilterError("truncate: the ending is null")
    kept = max(0, to_integer(limit - len(ending))) if isinstance(ending, list) else 0
    return utf16.join_surrogates(utf16.slice_units(whole, 0, kept) + js_string(ending))


@FILTERS.define("truncatewords")
def truncatewords(value: object, count: object = MISSING, ending: object = MISSING) -> str:
    """Return the first words; the ending is converted as ``String`` does."""
    kept, is_whole = text.first_words(value, count)
    if is_whole:
        return kept
    return kept + ("..." if ending is MISSING else js_string(unwrap(ending)))


@FILTERS.define("strip_html")
def strip_html(value: object) -> str:
    """Return the text without tags; a tag ends on its line, a ``<`` without ``>`` stays."""
    whole = to_text(value)
    kept: list[str] = []
    at = start = 0
    while (start := whole.find("<", start)) >= 0:
        end = _tag_end(whole, start)
        if end < 0:
            start += 1
            continue
        kept.append(whole[at:start])
        at = start = end
    return "".join([*kept, whole[at:]])


def _tag_end(whole: str, start: int) -> int:
    for opener, closer in (("<script", "</script>"), ("<style", "</style>")):
        end = whole.find(closer, start + len(opener)) if whole.startswith(opener, start) else -1
        if end >= 0:
            return end + len(closer)
    end = whole.find(">", start)
    if end >= 0 and not _LINE_ENDS.intersection(whole[start:end]):
        return end + 1
    end = whole.find("-->", start + 4) if whole.startswith("<!--", start) else -1
    return end + 3 if end >= 0 else -1


_LINE_ENDS = frozenset("\n\r\u2028\u2029")


@FILTERS.define("array_to_sentence_string")
def array_to_sentence_string(value: object, connector: object = MISSING) -> object:
    """Return items as people list them; the connector is converted as ``String`` does."""
    connector = connector if connector is MISSING else js_string(connector)
    return text.array_to_sentence_string(value, connector)
