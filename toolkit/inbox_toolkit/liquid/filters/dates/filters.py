"""Filters that format dates.

A number, or a text of digits, is seconds since 1970; any other text is parsed as JavaScript's
``Date`` does, in UTC. Like liquidjs, a filter returns what is not a date unchanged.
"""

from datetime import UTC, datetime, timedelta

from inbox_toolkit.liquid.catalog.sources import UPGRADE
from inbox_toolkit.liquid.filters.dates.instant import MINUTE, LocalTime, time_clip
from inbox_toolkit.liquid.filters.dates.parser import parse_date
from inbox_toolkit.liquid.filters.dates.strftime import strftime
from inbox_toolkit.liquid.filters.dates.zones import zone_offset
from inbox_toolkit.liquid.filters.spec import Context, FilterTable, optional, required
from inbox_toolkit.liquid.javascript.numbers import parse_number
from inbox_toolkit.liquid.javascript.values import (
    MISSING,
    is_nil,
    js_string,
    to_number,
    to_text,
    unwrap,
)

FILTERS = FilterTable()

DEFAULT_FORMAT = "%A, %B %-e, %Y at %-l:%M %P %z"
RFC_822 = "%a, %d %b %Y %H:%M:%S %z"
XML_SCHEMA = "%Y-%m-%dT%H:%M:%S%:z"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@FILTERS.define(
    "date",
    optional("format", "text"),
    optional("zone", "zone"),
    accepts="date",
    returns="text",
    output="keeps_safe",
    synonyms=("date_format",),
)
def date(
    value: object, form: object = MISSING, zone: object = MISSING, *, context: Context
) -> object:
    """Return the date written by a format, on the clock of a zone.

    A zone is a name, or the minutes to add to its clock for UTC (360 is -06:00). Raises FilterError
    for a zone that does not exist.
    """
    moment = local_time(value, zone, context)
    if moment is None:
        return value
    form = unwrap(form)
    return strftime(moment, DEFAULT_FORMAT if is_nil(form) else to_text(form))


@FILTERS.define("date_to_xmlschema", accepts="date", returns="text", output="keeps_safe")
def date_to_xmlschema(value: object, *, context: Context) -> object:
    """Return the date as ``2008-11-07T13:07:54+00:00``."""
    return date(value, XML_SCHEMA, context=context)


@FILTERS.define("date_to_rfc822", accepts="date", returns="text", output="keeps_safe")
def date_to_rfc822(value: object, *, context: Context) -> object:
    """Return the date as ``Fri, 07 Nov 2008 13:07:54 +0000``."""
    return date(value, RFC_822, context=context)


@FILTERS.define(
    "date_to_string",
    optional("form", "text", choices=("ordinal",)),
    optional("style", "text", choices=("US",)),
    accepts="date",
    returns="text",
    output="keeps_safe",
    open_point="documented-otherwise",
)
def date_to_string(
    value: object, kind: object = MISSING, style: object = MISSING, *, context: Context
) -> object:
    """Return the date as ``07 Nov 2008``; with ``ordinal`` ``7th Nov 2008``, in the US turned."""
    return _plain_date(value, "%b", kind, style, context)


@FILTERS.define(
    "date_to_long_string",
    optional("form", "text", choices=("ordinal",)),
    optional("style", "text", choices=("US",)),
    accepts="date",
    returns="text",
    output="keeps_safe",
)
def date_to_long_string(
    value: object, kind: object = MISSING, style: object = MISSING, *, context: Context
) -> object:
    """Return the date as ``07 November 2008``; with ``ordinal`` as ``date_to_string``."""
    return _plain_date(value, "%B", kind, style, context)


def _plain_date(value: object, month: str, kind: object, style: object, context: Context) -> object:
    moment = local_time(value, MISSING, context)
    if moment is None:
        return value
    if kind != "ordinal":
        return strftime(moment, f"%d {month} %Y")
    return strftime(moment, f"{month} %-d%q, %Y" if style == "US" else f"%-d%q {month} %Y")


@FILTERS.define(
    "timezone",
    required("zone", "zone"),
    accepts="date",
    returns="number",
    source=UPGRADE,
    is_own=True,
    replacement="date: '%H:%M', 'Europe/Paris'",
    output="keeps_safe",
)
def timezone(value: object, zone: object = MISSING, *, context: Context) -> object:
    """Return the seconds at which a clock in UTC shows what the zone's clock shows at a date.

    The filter is deprecated for the second argument of ``date``, and no page says what it returns;
    so does ``date`` show the zone's time, which is all it is used for.
    """
    moment = local_time(value, zone, context)
    return value if moment is None else moment.shown // 1000


def local_time(value: object, zone: object, context: Context) -> LocalTime | None:
    """Return a value's date and time in a zone; None if it is not a date."""
    instant = _instant(unwrap(value), context)
    if instant is None:
        return None
    if is_nil(zone):
        return LocalTime(instant, 0, "UTC")
    name, offset = zone_offset(zone, instant) if isinstance(zone, str) else ("", to_number(zone))
    shown = time_clip(instant - offset * MINUTE)
    return None if shown is None else LocalTime(shown, offset, name)


def _instant(value: object, context: Context) -> int | None:
    if is_nil(value):
        return None
    if value in ("now", "today"):
        return (context.now - _EPOCH) // timedelta(milliseconds=1)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return time_clip(to_number(value) * 1000)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return time_clip(parse_number(value) * 1000)
    return parse_date(js_string(value))
