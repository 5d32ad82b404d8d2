"""Time zones by the names a template may use, and their offsets from UTC.

A name is one of the IANA database in any case, a short one that ICU adds (``PST``), or a detailed
one of Rails, such as ``(GMT-08:00) Pacific Time (US & Canada)``, which Customer.io's pages show as
well. A detailed name means its city or region; the offset in it is only a label.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pkgutil import get_data
from zoneinfo import ZoneInfo

from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.dates.instant import DAY, MINUTE, civil_from_days, days_from_civil
from inbox_toolkit.liquid.filters.dates.zone_names import ICU, RAILS

_NAME = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")
_DETAILED = re.compile(r"\((?:GMT|UTC)([+-])([0-9]{2}):?([0-9]{2})\) ?(.*)")
_NO_ZONES = frozenset({"factory", "localtime", "posixrules"})
_CYCLE = 146_097 * DAY


def zone_offset(name: str, instant: int) -> tuple[str, float]:
    """Return a zone's name, and the minutes to add to its clock for UTC at an instant.

    Raises FilterError for an unknown name.
    """
    if detailed := _DETAILED.fullmatch(name):
        known = RAILS.get(detailed[4])
        if known is None:
            minutes = int(detailed[2]) * 60 + int(detailed[3])
            return "", float(-minutes if detailed[1] == "+" else minutes)
        name = known
    zone = _zone(name)
    if zone is None:
        raise FilterError(
            f"Invalid time zone specified: {name}", help="name a zone such as 'Europe/Paris'"
        )
    east = _within_python(instant).astimezone(zone).utcoffset() or timedelta()
    local = instant + east // timedelta(milliseconds=1)
    return name, (_reread(instant) - _reread(local)) / MINUTE


def _reread(clock: int) -> int:
    """Return a clock's time after liquidjs has printed it as ``12/31/99`` and read that again.

    That is how liquidjs finds a zone's offset; in the first century it comes out as years.
    """
    year, alike = civil_from_days(clock // DAY)
    if year >= 100:
        return clock
    year = year if year > 0 else 1 - year
    if year < 100:
        year += 2000 if year < 50 else 1900
    return days_from_civil(year, alike.month, alike.day) * DAY + clock % DAY


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    lower = name.lower()
    if not _NAME.fullmatch(name) or lower in _NO_ZONES:
        return None
    return _found(ICU.get(name.upper(), name)) or _found(_names_by_lower().get(lower, ""))


def _found(name: str) -> ZoneInfo | None:
    """Return a zone from the tzdata package: a system may have other data, or none."""
    try:
        data = get_data("tzdata", f"zoneinfo/{name}") if name else None
        return ZoneInfo.from_file(BytesIO(data), key=name) if data else None
    except (OSError, ValueError):
        return None  # no such zone, or only a folder of zones


@lru_cache(maxsize=1)
def _names_by_lower() -> dict[str, str]:
    names = get_data("tzdata", "zones") or b""
    return {name.lower(): name for name in names.decode().split()}


def _within_python(instant: int) -> datetime:
    """Return an instant as a datetime, moved by cycles of 400 years where it cannot be one.

    Late years move into 2400 to 2799, where a zone's last rule holds, and early ones into 2 to 401,
    before every zone's first rule.
    """
    year, _ = civil_from_days(instant // DAY)
    if not 2 <= year <= 9998:
        instant -= (year - (2400 if year > 9998 else 2)) // 400 * _CYCLE
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=instant // MINUTE)
