"""Finds the parts of a date in a text, in the forms and the order in which Ruby looks for them.

Every form is looked for anywhere in the text; what is found is taken out. ``find_date_parts`` is
what ``Date._parse`` gives (Ruby 3.1): a day of the week and a time first, then the first form of a
date that fits, from ``3rd Feb 2001`` to ``20010203``.
"""

import re
from typing import NamedTuple

MAX_LENGTH = 128
"""Ruby refuses to look at a longer text."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split("|"), 1)}


def _form(source: str) -> re.Pattern[str]:
    return re.compile(source, re.ASCII | re.IGNORECASE)


_OTHER = re.compile(r"[^-+',./:@\w\[\]]+|_")
_WEEKDAY = _form(r"\b(sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*")
_HOURS = r"\d+\s*:\s*\d+(?:\s*:\s*\d+(?:[,.]\d*)?)?|\d+\s*h(?:\s*\d+m?(?:\s*\d+s?)?)?"
_HALF = r"[ap](?:m\b|\.m\.)"
_ZONE = (
    r"(?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?"
    r"|[a-z.\s]+(?:standard|daylight)\stime\b|[a-z]+(?:\sdst)?\b"
)
_TIME = _form(rf"((?:{_HOURS})(?:\s*{_HALF})?|\d+\s*{_HALF})(?:\s*({_ZONE}))?")
_TIME_PARTS = _form(
    r"(\d+)\s*h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.](\d*))?s?)?)?(?:\s*([ap])(?:m\b|\.m\.))?"
)
_ERA = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))"
_DAY_FIRST = _form(
    rf"('?\d+)[^-\d\s]*\s*({_MONTHS})[^-\d\s']*"
    rf"(?:\s*{_ERA}?\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?"
)
_MONTH_FIRST = _form(
    rf"\b({_MONTHS})[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*{_ERA}?\s*('?-?\d+))?"
)
_ISO = _form(r"('?[-+]?\d+)-(\d+)-('?-?\d+)")
_ERA_OF_JAPAN = _form(r"\b([mtshr])(\d+)\.(\d+)\.(\d+)")
_FIRST_YEARS = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}
_DAY_MONTH_DASHED = _form(rf"('?-?\d+)-({_MONTHS})[^-/.]*-('?-?\d+)")
_MONTH_DAY_DASHED = _form(rf"\b({_MONTHS})[^-/.]*-('?-?\d+)(?:-('?-?\d+))?")
_SLASHED = _form(r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?")
_DOTTED = _form(r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)")
_WEEK = _form(r"\b(\d{2}|\d{4})?-?w(\d{2})(?:-?(\d))?\b")
_DAY_OF_WEEK = _form(r"-w-(\d)\b")
_NO_YEAR = _form(r"--(\d{2})?-(\d{2})\b")
_NO_YEAR_COMPACT = _form(r"--(\d{2})(\d{2})?\b")
_DAY_OF_YEAR = _form(r"\b(\d{2}|\d{4})-(\d{3})\b")
_LOOKS_LIKE_TIME = _form(r"[,.](\d{2}|\d{4})-\d{3}\b")
_QUOTED_YEAR = _form(r"'(\d+)\b")
_MONTH = _form(rf"\b({_MONTHS})\S*")
_DAY = _form(r"(\d+)(?:st|nd|rd|th)\b")
_DIGITS = _form(
    r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(z\b|[-+]\d{1,4}\b|\[[-+]?\d[^\]]*\])?"
)
_BEFORE_CHRIST = _form(r"\b(bc\b|bce\b|b\.c\.|b\.c\.e\.)")
_LONE_NUMBER = _form(r"\A\s*(\d{1,2})\s*\Z")


class DateParts(NamedTuple):
    """What a text says of a moment; ``offset`` are seconds east of UTC."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    yday: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    microseconds: int = 0
    offset: int | None = None
    has_fraction: bool = False

    def is_empty(self) -> bool:
        """Return True if there is no part of a date or time, such as for a day of the week."""
        parts = (self.year, self.month, self.day, self.yday, self.hour, self.minute, self.second)
        return all(part is None for part in parts) and not self.has_fraction


def find_date_parts(text: str) -> DateParts | None:
    """Return the parts of a date in a text; None for a text that Ruby does not look at."""
    if len(text) > MAX_LENGTH:
        return None
    return _Finder(_OTHER.sub(" ", text)).parts()


class _Finder:
    """The rest of a text, and what was found in it so far."""

    def __init__(self, rest: str) -> None:
        self.rest = rest
        self.found: dict[str, int] = {}
        self.zone = ""
        self.completes = True
        """Whether a year of two digits is one of 1969 to 2068."""

    def parts(self) -> DateParts:
        """Look for every form in turn."""
        self.take(_WEEKDAY)
        self.time()
        forms = (
            self.day_first, self.month_first, self.iso, self.era_of_japan, self.dashed,
            self.slashed, self.dotted, self.iso_week, self.quoted_year, self.month, self.day,
            self.digits,
        )  # fmt: skip
        any(form() for form in forms)
        if self.take(_BEFORE_CHRIST) and "year" in self.found:
            self.found["year"] = 1 - self.found["year"]
        self.lone_number()
        year = self.found.get("year")
        if year is not None and self.completes and 0 <= year <= 99:
            self.found["year"] += 1900 if year >= 69 else 2000
        offset = zone_offset(self.zone) if self.zone else None
        return DateParts(**self.found, offset=offset, has_fraction="microseconds" in self.found)

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """Look for a form, and take it out if it is there."""
        found = form.search(self.rest)
        if found:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return found

    # --- forms -------------------------------------------------------------------------------

    def time(self) -> None:
        found = self.take(_TIME)
        parts = _TIME_PARTS.match(found[1]) if found else None
        if not found or not parts:
            return
        hour, minute, second, fraction, half = parts.groups()
        self.found["hour"] = int(hour) % 12 if half else int(hour)
        if half and half.lower() == "p":
            self.found["hour"] += 12
        if minute is not None:
            self.found["minute"] = int(minute)
        if second is not None:
            self.found["second"] = int(second)
        if fraction:
            self.found["microseconds"] = int(fraction.ljust(6, "0")[:6])
        self.zone = found[2] or ""

    def day_first(self) -> bool:
        found = self.take(_DAY_FIRST)
        if found:
            day, month, era, year = found.groups()
            self.date(year, str(_month(month)), day, is_before=_is_before(era))
        return found is not None

    def month_first(self) -> bool:
        found = self.take(_MONTH_FIRST)
        if found:
            month, day, era, year = found.groups()
            self.date(year, str(_month(month)), day, is_before=_is_before(era))
        return found is not None

    def iso(self) -> bool:
        found = self.take(_ISO)
        if found:
            self.date(*found.groups())
        return found is not None

    def era_of_japan(self) -> bool:
        found = self.take(_ERA_OF_JAPAN)
        if found:
            era, year, month, day = found.groups()
            self.found["year"] = int(year) + _FIRST_YEARS[era.lower()]
            self.found["month"], self.found["day"] = int(month), int(day)
        return found is not None

    def dashed(self) -> bool:
        if found := self.take(_DAY_MONTH_DASHED):
            self.date(found[3], str(_month(found[2])), found[1])
        elif found := self.take(_MONTH_DAY_DASHED):
            self.date(found[3], str(_month(found[1])), found[2])
        return found is not None

    def slashed(self) -> bool:
        found = self.take(_SLASHED)
        if found:
            self.date(*found.groups())
        return found is not None

    def dotted(self) -> bool:
        found = self.take(_DOTTED)
        if found:
            self.date(*found.groups())
        return found is not None

    def iso_week(self) -> bool:
        """Look for ISO 8601's other forms; a week says nothing that a moment is made of."""
        if (found := self.take(_WEEK)) or (found := self.take(_DAY_OF_WEEK)):
            return True
        if (found := self.take(_NO_YEAR)) or (found := self.take(_NO_YEAR_COMPACT)):
            for part, digits in zip(("month", "day"), found.groups(), strict=True):
                if digits is not None:
                    self.found[part] = int(digits)
            return True
        if not _LOOKS_LIKE_TIME.search(self.rest) and (found := self.take(_DAY_OF_YEAR)):
            self.found["year"], self.found["yday"] = int(found[1]), int(found[2])
            return True
        return False

    def quoted_year(self) -> bool:
        found = self.take(_QUOTED_YEAR)
        if found:
            self.found["year"] = int(found[1])
        return found is not None

    def month(self) -> bool:
        found = self.take(_MONTH)
        if found:
            self.found["month"] = _month(found[1])
        return found is not None

    def day(self) -> bool:
        found = self.take(_DAY)
        if found:
            self.found["day"] = int(found[1])
        return found is not None

    def digits(self) -> bool:
        """Read digits by how many there are: ``20010203``, ``010203``, ``0203``, ``034``."""
        found = self.take(_DIGITS)
        if not found:
            return False
        sign, digits, time, fraction, zone = found.groups()
        if time is None and fraction is not None:
            self.digits_from_the_end(sign, digits)
        else:
            self.digits_from_the_start(sign, digits)
        if time is not None and len(time) % 2 == 0:
            names = ("hour", "minute", "second")
            pairs = [int(time[at : at + 2]) for at in range(0, len(time), 2)]
            kept = names[-len(pairs) :] if fraction is not None else names[: len(pairs)]
            self.found.update(zip(kept, pairs, strict=True))
        if fraction:
            self.found["microseconds"] = int(fraction.ljust(6, "0")[:6])
        if zone:
            self.zone = zone
        return True

    def digits_from_the_start(self, sign: str, digits: str) -> None:
        layouts = {
            2: "D", 3: "J", 4: "MD", 5: "yJ", 6: "yMD", 7: "YJ", 8: "YMD", 10: "YMDh",
            12: "YMDhm", 14: "YMDhms",
        }  # fmt: skip
        at = 0
        for letter in layouts.get(len(digits), ""):
            name, size = _PARTS[letter]
            part = digits[at : at + size]
            at += size
            self.found[name] = int(sign + part if name == "year" else part)
        self.completes = self.completes and len(digits) not in (8, 10, 12, 14)

    def digits_from_the_end(self, sign: str, digits: str) -> None:
        """Read digits before a fraction: they end in seconds."""
        layouts = {
            2: "s", 3: "1ms", 4: "ms", 5: "1hms", 6: "hms", 7: "1Dhms", 8: "Dhms",
            10: "MDhms", 12: "yMDhms", 14: "YMDhms",
        }  # fmt: skip
        layout = layouts.get(len(digits), "")
        at = 0
        is_single = layout.startswith("1")
        for letter in layout.removeprefix("1"):
            name, size = _PARTS[letter]
            size = 1 if is_single else size
            is_single = False
            part = digits[at : at + size]
            at += size
            self.found[name] = int(sign + part if name == "year" else part)
        self.completes = self.completes and len(digits) != 14

    def lone_number(self) -> None:
        """Take a number that is left alone for the day or the hour, whichever is missing."""
        found = _LONE_NUMBER.search(self.rest)
        if not found:
            return
        number = int(found[1])
        if "hour" in self.found and "day" not in self.found and 1 <= number <= 31:
            self.found["day"] = number
        if "day" in self.found and "hour" not in self.found and 0 <= number <= 24:
            self.found["hour"] = number

    def date(
        self, year: str | None, month: str | None, day: str | None, *, is_before: bool = False
    ) -> None:
        """Sort out which of three texts is the year, the month and the day.

        One with more than two digits, or behind an apostrophe, is the year.
        """
        if year and month and day is None:
            year, month, day = day, year, month
        if year is None and day is not None and (len(day) > 2 or day[0] == "'"):
            year, day = day, None
        if year is not None and (tail := re.search(r"([-+]?\d+)(.+)?", year, re.ASCII)) and tail[2]:
            year, day = day, tail[1]
        if month is not None and (month[0] == "'" or len(month) > 2):
            year, month, day = month, day, year
        if day is not None and (day[0] == "'" or len(day) > 2):
            year, day = day, year
        number = re.search(r"([-+])?(\d+)", year, re.ASCII) if year is not None else None
        if number:
            if number[1] or len(number[2]) > 2:
                self.completes = False
            self.found["year"] = 1 - int(number[0]) if is_before else int(number[0])
        for name, part in (("month", month), ("day", day)):
            digits = re.search(r"\d+", part, re.ASCII) if part is not None else None
            if digits:
                self.found[name] = int(digits[0])


_PARTS = {
    "Y": ("year", 4), "y": ("year", 2), "M": ("month", 2), "D": ("day", 2), "J": ("yday", 3),
    "h": ("hour", 2), "m": ("minute", 2), "s": ("second", 2),
}  # fmt: skip


def _month(name: str) -> int:
    return _MONTH_NUMBERS[name.lower()]


def _is_before(era: str | None) -> bool:
    return era is not None and era[0].lower() == "b"


# --- zones -------------------------------------------------------------------------------------

_HOURS_OF_ZONES = {
    "utc": 0, "z": 0, "ut": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_MILITARY = {
    **{letter: hours for hours, letter in enumerate("abcdefghiklm", 1)},
    **{letter: -hours for hours, letter in enumerate("nopqrstuvwxy", 1)},
}
_NUMERIC_ZONE = _form(r"([-+])(\d\d)(?:(:?)(\d\d)(?:\3(\d\d))?)?")


def zone_offset(zone: str) -> int | None:
    """Return the seconds that a zone is east of UTC, None for one that ``Time`` does not know."""
    name = zone.lower()
    if name in _HOURS_OF_ZONES:
        return _HOURS_OF_ZONES[name] * 3600
    if name in _MILITARY:
        return _MILITARY[name] * 3600
    found = _NUMERIC_ZONE.fullmatch(zone)
    if not found:
        return None
    sign, hours, _, minutes, seconds = found.groups()
    total = int(hours) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return -total if sign == "-" else total
