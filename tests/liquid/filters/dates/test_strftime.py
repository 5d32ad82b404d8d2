import pytest
from inbox_toolkit.liquid.filters.dates.instant import LocalTime
from inbox_toolkit.liquid.filters.dates.strftime import ordinal, strftime
from inbox_toolkit.liquid.filters.limits import TooLargeError

MOMENT = LocalTime(1_709_217_005_007, 0, "UTC")  # Thursday, 2024-02-29 14:30:05.007


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("%A, %B %-d, %Y", "Thursday, February 29, 2024"),
        ("%I:%M %p %P", "02:30 PM pm"),
        ("%^a %#p %5d %-j", "THU pm 00029 60"),
        ("%L %N %3N", "007 700000000 700"),
        ("%z %:z %Z", "+0000 +00:00 UTC"),
        ("%", "%"),
        ("%Q %E %", "%Q %E %"),
        ("%5", "%5"),
        ("%-\n%d", "%-\n29"),
        ("😀%😀", "😀%😀"),
    ],
)
def test_patterns(pattern: str, expected: str) -> None:
    assert strftime(MOMENT, pattern) == expected


def test_ordinals() -> None:
    assert [ordinal(day) for day in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31)] == (
        ["st", "nd", "rd", "th", "th", "th", "th", "st", "nd", "rd", "st"]
    )


def test_a_wide_code_uses_no_memory() -> None:
    for pattern in ("%100000000Y", "%9" + "9" * 5_000 + "Y", "%9999999Y" * 3):
        with pytest.raises(TooLargeError):
            strftime(MOMENT, pattern)
    assert len(strftime(MOMENT, "%100000Y")) == 100_000
