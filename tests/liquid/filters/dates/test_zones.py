from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.dates.instant import DAY, days_from_civil
from inbox_toolkit.liquid.filters.dates.zone_names import ICU, RAILS
from inbox_toolkit.liquid.filters.dates.zones import zone_offset

SUMMER = int(datetime(2024, 7, 1, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        ("America/Los_Angeles", 420),
        ("america/los_angeles", 420),
        ("Asia/Kolkata", -330),
        ("PST", 420),
        ("Etc/GMT+1", 60),
        ("(GMT-08:00) Pacific Time (US & Canada)", 420),
        ("(GMT+01:00) Berlin", -120),
        ("(GMT+13:45) Somewhere", -825),
    ],
)
def test_offsets_have_javascript_s_sign(name: str, minutes: float) -> None:
    assert zone_offset(name, SUMMER)[1] == minutes


@pytest.mark.parametrize(
    "name", ["", "Z", "+01:00", "Nowhere", "Europe", "../etc/passwd", "a\0b", "localtime", "UTC "]
)
def test_what_is_no_zone(name: str) -> None:
    with pytest.raises(FilterError, match="Invalid time zone specified"):
        zone_offset(name, SUMMER)


def test_years_beyond_python_s_have_offsets_too() -> None:
    far = 95_617_584_000_000  # the year 5000
    assert zone_offset("America/New_York", far)[1] in (240, 300)
    assert zone_offset("America/New_York", 8_640_000_000_000_000)[1] in (240, 300)
    assert zone_offset("America/New_York", -8_640_000_000_000_000)[1] > 290


def test_the_first_century_is_read_as_liquidjs_reads_it_again() -> None:
    year_100_in_utc = days_from_civil(100, 1, 1) * DAY
    assert zone_offset("Etc/GMT+5", year_100_in_utc)[1] == -999_302_100


@pytest.mark.parametrize("name", sorted({*ICU.values(), *RAILS.values()}))
def test_every_name_stands_for_a_real_zone(name: str) -> None:
    assert ZoneInfo(name).key == name
