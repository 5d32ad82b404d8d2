import pytest
from inbox_toolkit.liquid.filters.dates.fields import (
    DayComposer,
    TimeComposer,
    ZoneComposer,
    compose,
)
from inbox_toolkit.liquid.filters.dates.instant import DAY, days_from_civil


@pytest.mark.parametrize(
    ("numbers", "month", "expected"),
    [
        ([2016, 3, 14], None, (2016, 3, 14)),
        ([3, 14, 2016], None, (2016, 3, 14)),
        ([14, 2016], 3, (2016, 3, 14)),
        ([2016, 14], 3, (2016, 3, 14)),
        ([3, 14, 49], None, (2049, 3, 14)),
        ([3, 14, 50], None, (1950, 3, 14)),
        ([5], None, (2001, 5, 1)),
    ],
)
def test_the_order_of_a_day_s_numbers(
    numbers: list[int], month: int | None, expected: tuple[int, int, int]
) -> None:
    day = DayComposer()
    day.month = month
    assert all(map(day.add, numbers))
    assert day.days() == days_from_civil(*expected)


def test_no_day() -> None:
    day = DayComposer()
    assert day.days() is None
    assert [day.add(number) for number in (14, 3, 2016, 1)] == [True, True, True, False]
    assert day.days() is None


def test_a_clock() -> None:
    clock = TimeComposer()
    assert not clock.expects(5)
    assert clock.add(12)
    assert clock.expects(59)
    assert not clock.expects(60)
    clock.finish(30)
    assert not clock.add(0)
    assert clock.milliseconds() == (12 * 60 + 30) * 60_000
    clock.half = 0
    assert clock.milliseconds() == 30 * 60_000


def test_a_zone() -> None:
    zone = ZoneComposer()
    assert zone.milliseconds() == 0
    zone.set_hours(-5)
    assert zone.milliseconds() == -5 * 3_600_000
    zone.minute = None
    assert zone.expects(30)
    zone.hour = 10**8
    assert zone.milliseconds() is None


def test_an_instant() -> None:
    day, clock, zone = DayComposer(), TimeComposer(), ZoneComposer()
    assert compose(day, clock, zone) is None
    for number in (1970, 1, 2):
        day.add(number)
    zone.set_hours(1)
    assert compose(day, clock, zone) == DAY - 3_600_000
