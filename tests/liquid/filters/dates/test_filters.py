import pytest
from inbox_toolkit.liquid.filters.limits import TooLargeError

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("dates"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("word", ["now", "today"])
def test_now_is_the_clock_of_the_render(word: str) -> None:
    assert apply("date", word, "%Y-%m-%d %H:%M:%S.%L") == "2026-03-14 15:09:26.535"


def test_the_detailed_zone_names_of_customer_io() -> None:
    assert apply("date", 1596153600, "%H:%M %Z", "(GMT-11:00) Hawaii") == "14:00 Pacific/Honolulu"
    assert apply("date", 1596153600, "%H:%M %z", "(GMT+05:30) Nowhere") == "05:30 +0530"


def test_the_deprecated_timezone_filter_moves_the_clock() -> None:
    moved = apply("timezone", 1596153600, "America/Los_Angeles")
    assert apply("date", moved, "%H:%M %A %b %d, %Y") == "17:00 Thursday Jul 30, 2020"
    assert apply("timezone", "soon", "America/Los_Angeles") == "soon"


def test_a_width_beyond_reason_is_refused() -> None:
    with pytest.raises(TooLargeError):
        apply("date", 0, "%9999999999d")
