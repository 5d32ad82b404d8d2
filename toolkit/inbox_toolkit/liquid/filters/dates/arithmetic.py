"""Filters that move a date by days, months or years on the UTC calendar.

Customer.io's examples apply them to Unix seconds and pass the result to ``date``. No page mentions
month ends; here the 31st becomes the last day of a shorter month.
"""

from calendar import monthrange

from inbox_toolkit.liquid.filters.dates.filters import local_time
from inbox_toolkit.liquid.filters.dates.instant import DAY, days_from_civil, time_clip
from inbox_toolkit.liquid.filters.spec import Context, FilterTable, required
from inbox_toolkit.liquid.javascript.values import MISSING, to_index

FILTERS = FilterTable()

_MOST_MONTHS = 10_000_000
"""More months than lie between the first and the last day a Date can hold."""


@FILTERS.define(
    "add_day",
    required("count", "number"),
    accepts="date",
    returns="number",
    is_own=True,
    open_point="month-end",
    output="keeps_safe",
)
def add_day(value: object, count: object = 1, *, context: Context) -> object:
    """Return the seconds of the same time so many days (1) later."""
    return _moved(value, context, days=to_index(count))


@FILTERS.define(
    "subtract_day",
    required("count", "number"),
    accepts="date",
    returns="number",
    is_own=True,
    open_point="month-end",
    output="keeps_safe",
)
def subtract_day(value: object, count: object = 1, *, context: Context) -> object:
    """Return the seconds of the same time so many days (1) earlier."""
    return _moved(value, context, days=-to_index(count))


@FILTERS.define(
    "add_month",
    required("count", "number"),
    accepts="date",
    returns="number",
    is_own=True,
    open_point="month-end",
    output="keeps_safe",
)
def add_month(value: object, count: object = 1, *, context: Context) -> object:
    """Return the seconds of the same day so many months (1) later, or of that month's last day."""
    return _moved(value, context, months=to_index(count))


@FILTERS.define(
    "subtract_month",
    required("count", "number"),
    accepts="date",
    returns="number",
    is_own=True,
    open_point="month-end",
    output="keeps_safe",
)
def subtract_month(value: object, count: object = 1, *, context: Context) -> object:
    """Return the seconds of the same day so many months (1) earlier."""
    return _moved(value, context, months=-to_index(count))


@FILTERS.define(
    "add_year",
    required("count", "number"),
    accepts="date",
    returns="number",
    is_own=True,
    open_point="month-end",
    output="keeps_safe",
)
def add_year(value: object, count: object = 1, *, context: Context) -> object:
    """Return the seconds of the same day so many years (1) later."""
    return _moved(value, context, months=12 * to_index(count))


@FILTERS.define(
    "subtract_year",
    required("count", "number"),
    accepts="date",
    returns="number",
    is_own=True,
    open_point="month-end",
    output="keeps_safe",
)
def subtract_year(value: object, count: object = 1, *, context: Context) -> object:
    """Return the seconds of the same day so many years (1) earlier."""
    return _moved(value, context, months=-12 * to_index(count))


def _moved(value: object, context: Context, *, days: int = 0, months: int = 0) -> object:
    moment = local_time(value, MISSING, context)
    if moment is None or abs(months) > _MOST_MONTHS:
        return value
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = monthrange(2000 + year % 400, month + 1)[1]
    day = days_from_civil(year, month + 1, min(moment.day, last)) + days
    shown = time_clip(day * DAY + moment.shown % DAY)
    return value if shown is None else shown / 1000
