from datetime import datetime

import pytest
from inbox_toolkit.appapi.send_request import parse_send_at
from inbox_toolkit.errors import UsageError

NOW = 1_768_467_600.5  # 2026-01-15T09:00:00Z


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("+30m", 1_768_469_400),
        ("+2h", 1_768_474_800),
        ("+90d", 1_776_243_600),
        ("2026-01-15T10:00:00Z", 1_768_471_200),
        ("2026-01-15T11:00+01:00", 1_768_471_200),
        ("1768471200", 1_768_471_200),
    ],
)
def test_times_as_people_write_them(text: str, moment: int) -> None:
    assert parse_send_at(text, NOW) == moment


def test_a_time_without_a_zone_is_this_machines() -> None:
    local = datetime.fromtimestamp(NOW + 7200).replace(microsecond=0)
    assert parse_send_at(local.isoformat(), NOW) == int(local.timestamp())


@pytest.mark.parametrize("text", ["", "soon", "+2", "-2h", "+2w", "2026-13-01", "9" * 30, "1"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not a time to send at"):
        parse_send_at(text, NOW)


def test_the_past_and_the_far_future_are_refused() -> None:
    with pytest.raises(UsageError, match="is past"):
        parse_send_at("+0m", NOW)
    with pytest.raises(UsageError, match="more than 90 days ahead"):
        parse_send_at("+91d", NOW)
