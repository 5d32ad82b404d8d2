"""Writes dates as Ruby's ``Time#strftime`` does, and reads texts as ``Time.parse`` does.

``date_texts.py`` finds the parts of a date in a text; here they become a moment.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from inbox_toolkit.liquid.legacy.date_texts import DateParts, find_date_parts

MAX_WIDTH = 1_000
"""The widest number a directive is padded to; Ruby's limit is far beyond any use."""

# --- reading -----------------------------------------------------------------------------------


def parse_time(text: str, now: datetime) -> datetime | None:
    """Return the moment that a text names, None if it names none.

    What is missing in front of the largest part that is given comes from ``now``; what is missing
    behind it is the first of its kind. A zone is kept, without one it is UTC.
    """
    parts = find_date_parts(text)
    if parts is None or parts.is_empty():
        return None
    try:
        zone = timezone(timedelta(seconds=parts.offset)) if parts.offset is not None else UTC
        return _moment(parts, now.astimezone(zone), zone)
    except (ValueError, OverflowError):
        return None


def _moment(parts: DateParts, now: datetime, zone: timezone) -> datetime:
    if parts.yday is not None:
        year = parts.year if parts.year is not None else now.year
        first = datetime(year, 1, 1, tzinfo=zone)
        date = first + timedelta(days=parts.yday - 1)
        if parts.yday < 1 or date.year != year:
            raise ValueError(parts.yday)
        parts = parts._replace(year=year, month=date.month, day=date.day, yday=None)
    given = (parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second)
    current = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    least = (1970, 1, 1, 0, 0, 0)
    largest = next((at for at, part in enumerate(given) if part is not None), len(given))
    year, month, day, hour, minute, second = (
        part if part is not None else current[at] if at < largest else least[at]
        for at, part in enumerate(given)
    )
    if not (1 <= day <= 31 and 0 <= minute <= 59 and 0 <= second <= 60):
        raise ValueError(parts)
    if not (0 <= hour <= 23 or (hour, minute, second) == (24, 0, 0)):
        raise ValueError(parts)
    # the 31st of a short month is a day of the next one
    start = datetime(year, month, 1, tzinfo=zone) + timedelta(days=day - 1)
    return start + timedelta(
        hours=hour, minutes=minute, seconds=second, microseconds=parts.microseconds
    )


# --- writing -----------------------------------------------------------------------------------

_DIRECTIVE = re.compile(r"%([-0^#_]*)(\d*)(:{0,3})([EO]?)(.)", re.DOTALL)
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_COMPOUND = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "T": "%H:%M:%S",
    "v": "%e-%^b-%Y",
    "X": "%H:%M:%S",
    "x": "%m/%d/%y",
}
_WITH_E = frozenset("cCxXyY")
_WITH_O = frozenset("deHkIlmMSuUVwWy")


def strftime(moment: datetime, form: str) -> str:
    """Return a moment written by a format; a directive that Ruby does not know stays as it is."""
    return _DIRECTIVE.sub(lambda found: _written(moment, found), form)


def _written(moment: datetime, found: re.Match[str]) -> str:
    flags, digits, colons, modifier, letter = found.groups()
    width = int(digits[:5]) if digits else None
    if (width or 0) > MAX_WIDTH or not _is_allowed(modifier, letter):
        return found[0]
    if letter == "z":
        return _offset(moment, flags, width, len(colons))
    if colons:
        return found[0]
    if letter in "NL":
        return _fraction(moment, letter, width)
    if letter in _COMPOUND:
        return _pad(_with_case(strftime(moment, _COMPOUND[letter]), flags, letter), flags, width)
    text = _text(moment, letter)
    if text is not None:
        return _pad(_with_case(text, flags, letter), flags, width)
    number = _number(moment, letter)
    if number is None:
        return found[0]
    value, size, padding = number
    return _pad_number(value, flags, size if width is None else width, padding)


def _is_allowed(modifier: str, letter: str) -> bool:
    return not modifier or letter in (_WITH_E if modifier == "E" else _WITH_O)


def _text(moment: datetime, letter: str) -> str | None:
    weekday, month = _DAYS[moment.isoweekday() % 7], _MONTHS[moment.month - 1]
    half = "AM" if moment.hour < 12 else "PM"
    names = {
        "A": weekday,
        "a": weekday[:3],
        "B": month,
        "b": month[:3],
        "h": month[:3],
        "p": half,
        "P": half.lower(),
        "n": "\n",
        "t": "\t",
        "%": "%",
        "Z": "UTC" if moment.tzinfo is UTC else "",
    }
    return names.get(letter)


def _with_case(text: str, flags: str, letter: str) -> str:
    if "^" in flags or ("#" in flags and letter in "AaBbh"):
        return text.upper()
    if "#" in flags:
        return text.lower() if letter in "pZ" else text.swapcase()
    return text


def _pad(text: str, flags: str, width: int | None) -> str:
    if width is None or "-" in flags:
        return text
    fill = [flag for flag in flags if flag in "0_"]
    return text.rjust(width, "0" if fill and fill[-1] == "0" else " ")


def _number(moment: datetime, letter: str) -> tuple[int, int, str] | None:
    """Return a number, the width it is padded to, and with what."""
    year, week, weekday = moment.isocalendar()
    day_of_year = moment.timetuple().tm_yday
    hour = moment.hour % 12 or 12
    since_sunday = moment.isoweekday() % 7
    numbers = {
        "C": (moment.year // 100, 2, "0"),
        "d": (moment.day, 2, "0"),
        "e": (moment.day, 2, " "),
        "G": (year, 4, "0"),
        "g": (year % 100, 2, "0"),
        "H": (moment.hour, 2, "0"),
        "I": (hour, 2, "0"),
        "j": (day_of_year, 3, "0"),
        "k": (moment.hour, 2, " "),
        "l": (hour, 2, " "),
        "M": (moment.minute, 2, "0"),
        "m": (moment.month, 2, "0"),
        "S": (moment.second, 2, "0"),
        "s": (int((moment - _EPOCH) // timedelta(seconds=1)), 1, "0"),
        "U": ((day_of_year + 6 - since_sunday) // 7, 2, "0"),
        "u": (weekday, 1, "0"),
        "V": (week, 2, "0"),
        "W": ((day_of_year + 6 - (weekday - 1)) // 7, 2, "0"),
        "w": (since_sunday, 1, "0"),
        "Y": (moment.year, 4, "0"),
        "y": (moment.year % 100, 2, "0"),
    }
    return numbers.get(letter)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _pad_number(value: int, flags: str, width: int, padding: str) -> str:
    for flag in flags:
        padding = {"0": "0", "_": " ", "-": ""}.get(flag, padding)
    return str(value).rjust(width, padding) if padding else str(value)


def _fraction(moment: datetime, letter: str, width: int | None) -> str:
    digits = width or (9 if letter == "N" else 3)
    return f"{moment.microsecond:06d}".ljust(digits, "0")[:digits]


def _offset(moment: datetime, flags: str, width: int | None, colons: int) -> str:
    total = int((moment.utcoffset() or timedelta()).total_seconds())
    sign = "-" if total < 0 else "+"
    hours, rest = divmod(abs(total), 3600)
    minutes, seconds = divmod(rest, 60)
    if colons == 3:
        tail = f":{minutes:02d}" if minutes or seconds else ""
        tail += f":{seconds:02d}" if seconds else ""
    else:
        mark = ":" if colons else ""
        tail = f"{mark}{minutes:02d}" + (f":{seconds:02d}" if colons == 2 else "")
    size = max((width or 0) - len(tail) - 1, 2)
    if "-" in flags:
        return f"{sign}{hours}{tail}"
    if "_" in flags:
        return f"{sign}{hours}".rjust(size + 1) + tail
    return f"{sign}{hours:0{size}d}{tail}"
