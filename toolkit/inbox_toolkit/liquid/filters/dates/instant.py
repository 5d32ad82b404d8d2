"""Instants and local times over all the years of JavaScript's Date (up to 275760).

An instant is a whole number of milliseconds since 1970 in UTC. Python's datetime ends with the year
9999, so dates are folded by 400 years, the period of the Gregorian calendar.
"""

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property

MINUTE = 60_000
DAY = 86_400_000
MAX_TIME = 8_640_000_000_000_000
"""ECMA-262, 21.4.1.1: no Date lies farther from 1970 than this, in either direction."""

_EPOCH = date(1970, 1, 1).toordinal()
_CYCLE = 146_097
"""Days in 400 years."""


def time_clip(milliseconds: float) -> int | None:
    """Return a time as an instant, cut towards zero; None where no Date reaches."""
    if not math.isfinite(milliseconds) or abs(milliseconds) > MAX_TIME:
        return None
    return int(milliseconds)


def days_from_civil(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01; ``day`` may lie outside its month."""
    cycles, folded = divmod(year - 1, 400)
    return date(folded + 1, month, 1).toordinal() - _EPOCH + cycles * _CYCLE + day - 1


def civil_from_days(days: int) -> tuple[int, date]:
    """Return the year of a day counted from 1970, and a date that is alike in all but the year."""
    cycles, ordinal = divmod(days + _EPOCH - 1, _CYCLE)
    alike = date.fromordinal(ordinal + 1)
    return alike.year + 400 * cycles, alike


@dataclass(frozen=True)
class LocalTime:
    """A time as a clock in a zone shows it.

    ``shown`` is the instant at which a clock in UTC would show the same; ``offset`` are the minutes
    to add to the clock for UTC (JavaScript's sign: 360 is -06:00); ``zone`` is the zone's name,
    empty where only an offset was given.
    """

    shown: int
    offset: float
    zone: str

    @cached_property
    def _civil(self) -> tuple[int, date]:
        return civil_from_days(self.shown // DAY)

    @property
    def year(self) -> int:
        """The year; 0 is 1 BC."""
        return self._civil[0]

    @property
    def month(self) -> int:
        """The month from 1."""
        return self._civil[1].month

    @property
    def day(self) -> int:
        """The day of the month from 1."""
        return self._civil[1].day

    @property
    def weekday(self) -> int:
        """The day of the week, Sunday being 0."""
        return self._civil[1].isoweekday() % 7

    @property
    def day_of_year(self) -> int:
        """The day of the year from 1; to liquidjs the year 0 is no leap year."""
        passed = self._civil[1].timetuple().tm_yday
        return passed - 1 if self.year == 0 and self.month > 2 else passed

    @property
    def hour(self) -> int:
        """The hour from 0 to 23."""
        return self.shown // 3_600_000 % 24

    @property
    def minute(self) -> int:
        """The minute."""
        return self.shown // MINUTE % 60

    @property
    def second(self) -> int:
        """The second."""
        return self.shown // 1000 % 60

    @property
    def millisecond(self) -> int:
        """The millisecond."""
        return self.shown % 1000
