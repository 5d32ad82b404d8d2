import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.liquid_filters import apply

JANUARY_31 = 1706715000  # 2024-01-31 15:30:00 UTC


@pytest.mark.parametrize(
    ("name", "count", "expected"),
    [
        ("add_day", 1, "2024-02-01 15:30"),
        ("subtract_day", 31, "2023-12-31 15:30"),
        ("add_month", 1, "2024-02-29 15:30"),
        ("add_month", 13, "2025-02-28 15:30"),
        ("subtract_month", 2, "2023-11-30 15:30"),
        ("add_year", 1, "2025-01-31 15:30"),
        ("subtract_year", "4", "2020-01-31 15:30"),
    ],
)
def test_moving_on_the_calendar(name: str, count: object, expected: str) -> None:
    assert apply("date", apply(name, JANUARY_31, count), "%Y-%m-%d %H:%M") == expected


def test_what_is_no_date_stays() -> None:
    assert apply("add_day", "soon", 1) == "soon"
    assert apply("add_year", JANUARY_31, 10**9) == JANUARY_31
    assert apply("add_day", None, 1) is None


@given(st.integers(-(10**10), 10**10), st.integers(-1000, 1000))
def test_days_there_and_back(seconds: int, days: int) -> None:
    assert apply("subtract_day", apply("add_day", seconds, days), days) == seconds
