from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.filters.dates.instant import (
    DAY,
    MAX_TIME,
    LocalTime,
    civil_from_days,
    days_from_civil,
    time_clip,
)


@given(st.datetimes())
def test_as_datetime_has_it(moment: datetime) -> None:
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
    since = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    found = LocalTime(since, 0, "UTC")
    assert (found.year, found.month, found.day) == (moment.year, moment.month, moment.day)
    assert (found.hour, found.minute, found.second) == (moment.hour, moment.minute, moment.second)
    assert found.millisecond * 1000 == moment.microsecond
    assert found.weekday == moment.isoweekday() % 7
    assert found.day_of_year == moment.timetuple().tm_yday


@given(st.integers(-MAX_TIME // DAY, MAX_TIME // DAY))
def test_days_there_and_back(days: int) -> None:
    year, alike = civil_from_days(days)
    assert days_from_civil(year, alike.month, alike.day) == days


def test_no_date_lies_beyond_javascript_s() -> None:
    assert time_clip(MAX_TIME) == MAX_TIME
    assert time_clip(MAX_TIME + 1) is None
    assert time_clip(float("nan")) is None
    assert time_clip(-1.9) == -1
