"""Formats a local time by a pattern such as ``%B %-d, %Y``, with liquidjs's oddities.

Source: liquidjs 10.26.0, ``src/util/strftime.ts``. ``%N`` pads milliseconds on the wrong side,
``%s`` counts from the local clock, and ``%U`` of the years 0 to 99 looks at the twentieth century.
"""

import re
from collections.abc import Callable

from inbox_toolkit.liquid.filters.dates.instant import DAY, LocalTime, days_from_civil, time_clip
from inbox_toolkit.liquid.filters.limits import check_text_length
from inbox_toolkit.liquid.javascript.numbers import number_to_string

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_LONG = 1_000
_WIDE = re.compile("[0-9]{4}")
"""A pattern that is long or pads far has its widths added up before it is filled in."""

_CODE = re.compile("%([-_0^#:]+)?([0-9]+)?([EO])?([^\n\r\u2028\u2029])")
_WIDTHS = {**dict.fromkeys("deHIklmMSUW", 2), "j": 3, "L": 3}
_PADDED_WITH_SPACES = frozenset("aAbBceklpP")
_LOWER = re.compile("[a-z]")


def strftime(moment: LocalTime, pattern: str) -> str:
    """Return the local time formatted by a pattern; an unknown code stays unchanged.

    Raises TooLargeError for widths that only use up memory.
    """
    if len(pattern) > _LONG or _WIDE.search(pattern):
        widths = [int(code[2][:9]) for code in _CODE.finditer(pattern) if code[2]]
        check_text_length(sum(widths))
    return _CODE.sub(lambda code: _written(moment, code), pattern)


def _written(moment: LocalTime, code: re.Match[str]) -> str:
    flags, digits, conversion = code[1] or "", code[2], code[4]
    width = int(digits) if digits else 0
    text = _text(moment, conversion, flags, width)
    if text is None:
        return code[0]
    if "^" in flags:
        text = text.upper()
    elif "#" in flags:
        text = text.upper() if _LOWER.search(text) else text.lower()
    if "-" in flags:
        return text
    if not digits:
        width = _WIDTHS.get(conversion, 0)
    return text.rjust(width, _padding(flags, conversion))


def _padding(flags: str, conversion: str) -> str:
    if "_" in flags:
        return " "
    return " " if conversion in _PADDED_WITH_SPACES and "0" not in flags else "0"


def _text(moment: LocalTime, conversion: str, flags: str, width: int) -> str | None:
    if conversion == "z" or (conversion == "Z" and not moment.zone):
        return _offset(moment.offset, ":" if ":" in flags else "")
    if conversion == "N":
        width = width or 9
        return str(moment.millisecond)[:width].ljust(width, "0")
    write = _WRITERS.get(conversion)
    return str(write(moment)) if write else None


def _offset(minutes: float, colon: str) -> str:
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes > 0 else "+"
    hours_text, rest_text = (number_to_string(part).rjust(2, "0") for part in (hours, rest))
    return f"{sign}{hours_text}{colon}{rest_text}"


def _week(moment: LocalTime, first_day: int) -> str:
    """Return the number of the week, the first one starting with the year's first ``first_day``."""
    year = moment.year + 1900 if 0 <= moment.year <= 99 else moment.year  # JavaScript's short years
    new_year_day = days_from_civil(year, 1, 1)
    if time_clip(new_year_day * DAY) is None:
        return "NaN"  # the first year that a Date reaches begins before the first instant
    new_year = (new_year_day + 4) % 7
    now = moment.day_of_year + first_day - moment.weekday
    return str((now - (7 - new_year + first_day)) // 7 + 1)


def ordinal(day: int) -> str:
    """Return the ending of a day's ordinal: ``st``, ``nd``, ``rd``, ``th``."""
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _half(moment: LocalTime) -> str:
    return "AM" if moment.hour < 12 else "PM"


def _hour12(moment: LocalTime) -> int:
    return moment.hour % 12 or 12


def _date(moment: LocalTime) -> str:
    year = moment.year if moment.year > 0 else 1 - moment.year
    return f"{moment.month}/{moment.day}/{year}"


def _time(moment: LocalTime) -> str:
    return f"{_hour12(moment)}:{moment.minute:02}:{moment.second:02} {_half(moment)}"


def _century(moment: LocalTime) -> int:
    return int(str(moment.year)[:2].rstrip("-") or 0)


_WRITERS: dict[str, Callable[[LocalTime], object]] = {
    "a": lambda moment: DAYS[moment.weekday][:3],
    "A": lambda moment: DAYS[moment.weekday],
    "b": lambda moment: MONTHS[moment.month - 1][:3],
    "B": lambda moment: MONTHS[moment.month - 1],
    "c": lambda moment: f"{_date(moment)}, {_time(moment)}",
    "C": _century,
    "d": lambda moment: moment.day,
    "e": lambda moment: moment.day,
    "h": lambda moment: MONTHS[moment.month - 1][:3],
    "H": lambda moment: moment.hour,
    "I": _hour12,
    "j": lambda moment: moment.day_of_year,
    "k": lambda moment: moment.hour,
    "l": _hour12,
    "L": lambda moment: moment.millisecond,
    "m": lambda moment: moment.month,
    "M": lambda moment: moment.minute,
    "p": _half,
    "P": lambda moment: _half(moment).lower(),
    "q": lambda moment: ordinal(moment.day),
    "s": lambda moment: (moment.shown + 500) // 1000,
    "S": lambda moment: moment.second,
    "u": lambda moment: moment.weekday or 7,
    "U": lambda moment: _week(moment, 0),
    "w": lambda moment: moment.weekday,
    "W": lambda moment: _week(moment, 1),
    "x": _date,
    "X": _time,
    "y": lambda moment: str(moment.year)[2:4],
    "Y": lambda moment: moment.year,
    "z": lambda _moment: "",
    "Z": lambda moment: moment.zone,
    "N": lambda _moment: "",
    "t": lambda _moment: "\t",
    "n": lambda _moment: "\n",
    "%": lambda _moment: "%",
}
