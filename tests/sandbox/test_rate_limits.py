"""A window that slides over a clock that is given."""

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.sandbox.access import MAX_KEYS, SlidingWindowLimit, retry_after


def test_what_is_too_much_waits_for_the_oldest() -> None:
    now = [100.0]
    limit = SlidingWindowLimit(2, 1, lambda: now[0])
    assert (limit.acquire("a"), limit.remaining("a")) == (None, 1)
    now[0] += 0.25
    assert limit.acquire("a") is None
    assert limit.acquire("a") == 0.75
    assert limit.acquire("b") is None
    now[0] += 0.75
    assert limit.acquire("a") is None


def test_zero_is_no_limit() -> None:
    limit = SlidingWindowLimit(0, 1, lambda: 0.0)
    assert [limit.acquire("a") for _ in range(100)] == [None] * 100


def test_made_up_keys_do_not_fill_the_memory() -> None:
    limit = SlidingWindowLimit(1, 60, lambda: 0.0)
    for number in range(MAX_KEYS + 10):
        limit.acquire(str(number))
    assert limit.remaining("0") == 1
    assert limit.remaining(str(MAX_KEYS + 9)) == 0


def test_waits_are_whole_seconds() -> None:
    assert [retry_after(each) for each in (0.0, 0.2, 1.0, 1.01)] == [1, 1, 1, 2]


@given(st.lists(st.floats(0, 3), max_size=60))
def test_no_window_ever_holds_more(gaps: list[float]) -> None:
    now = [0.0]
    limit = SlidingWindowLimit(3, 2, lambda: now[0])
    taken = []
    for gap in gaps:
        now[0] += gap
        if limit.acquire("a") is None:
            taken.append(now[0])
    for first in taken:
        assert sum(first <= one < first + 2 for one in taken) <= 3
