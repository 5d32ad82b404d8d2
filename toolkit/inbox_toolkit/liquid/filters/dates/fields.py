"""V8's composers: they collect a date's day, time and zone while its text is read.

Source: ``src/date/dateparser.h`` of V8 (``DayComposer``, ``TimeComposer``, ``TimeZoneComposer``).
"""

from inbox_toolkit.liquid.filters.dates.instant import DAY, days_from_civil, time_clip

_FARTHEST_YEAR = 300_000
"""Past every year a Date can hold."""


class DayComposer:
    """Up to three numbers and perhaps a month's name, in whatever order people write them."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.month: int | None = None
        self.iso = False

    def add(self, number: int) -> bool:
        """Take one more number; False if there are three already."""
        if len(self.numbers) == 3:
            return False
        self.numbers.append(number)
        return True

    def days(self) -> int | None:
        """Return the day counted from 1970, None if the numbers are no date."""
        if not self.numbers:
            return None
        year, month, day = self._ordered([*self.numbers, 1, 1][:3])
        if not self.iso and 0 <= year <= 99:
            year += 2000 if year < 50 else 1900
        if not (1 <= month <= 12 and 1 <= day <= 31) or abs(year) > _FARTHEST_YEAR:
            return None
        return days_from_civil(year, month, day)

    def _ordered(self, numbers: list[int]) -> tuple[int, int, int]:
        first, second, third = numbers
        day_first = 1 <= first <= 31
        if self.month is not None:
            return (second, self.month, first) if day_first else (first, self.month, second)
        if self.iso or not day_first:
            return first, second, third
        return third, first, second


class TimeComposer:
    """Hour, minute, second and millisecond, in that order, and perhaps AM or PM."""

    limits = (24, 60, 60, 1000)

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.half: int | None = None

    def expects(self, number: int) -> bool:
        """Return True if a number can come next without a separator: any but the first."""
        at = len(self.numbers)
        return 0 < at < 4 and number < self.limits[at]

    def add(self, number: int) -> bool:
        """Take one more number; False if there are four already."""
        if len(self.numbers) == 4:
            return False
        self.numbers.append(number)
        return True

    def finish(self, number: int) -> None:
        """Take the last number; the rest are 0."""
        self.add(number)
        self.numbers += [0] * (4 - len(self.numbers))

    def milliseconds(self) -> int | None:
        """Return the time since midnight, None if the numbers are no time; 24:00 is one."""
        hour, minute, second, millisecond = (self.numbers + [0] * 4)[:4]
        if self.half is not None:
            if hour > 12:
                return None
            hour = hour % 12 + self.half
        fits = all(
            number < limit
            for number, limit in zip((hour, minute, second, millisecond), self.limits, strict=True)
        )
        if not fits and (hour, minute, second, millisecond) != (24, 0, 0, 0):
            return None
        return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond


class ZoneComposer:
    """How far the clock is from UTC; None for what has not been read."""

    def __init__(self) -> None:
        self.sign: int | None = None
        self.hour: int | None = None
        self.minute: int | None = None

    def set_hours(self, hours: int) -> None:
        """Take a named zone's hours east of UTC."""
        self.sign = -1 if hours < 0 else 1
        self.hour, self.minute = abs(hours), 0

    def expects(self, number: int) -> bool:
        """Return True if the offset's hours were read and its minutes may follow."""
        return self.hour is not None and self.minute is None and number < 60

    @property
    def is_utc(self) -> bool:
        """Whether what was read so far is UTC itself."""
        return self.hour == 0 and self.minute == 0

    def milliseconds(self) -> int | None:
        """Return the time east of UTC, 0 where no zone was named; None if V8 cannot hold it."""
        if self.sign is None:
            return 0
        seconds = ((self.hour or 0) * 60 + (self.minute or 0)) * 60 % 2**32
        return self.sign * seconds * 1000 if seconds < 2**31 else None


def compose(day: DayComposer, clock: TimeComposer, zone: ZoneComposer) -> int | None:
    """Return what the parts come to, None if they do not."""
    days, time, east = day.days(), clock.milliseconds(), zone.milliseconds()
    if days is None or time is None or east is None:
        return None
    return time_clip(days * DAY + time - east)
