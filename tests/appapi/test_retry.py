from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.retry import Attempt, RetryPolicy, Stop, Wait, decide, parse_retry_after

POLICY = RetryPolicy(attempts=4, first_wait=1.0, factor=2.0, longest_wait=30.0, longest_total=60.0)


@pytest.mark.parametrize("status", [200, 301, 400, 401, 404, 408, 422, 500, 502, 503, 504])
def test_an_answered_send_is_never_repeated(status: int) -> None:
    assert decide(Attempt(1, repeatable=False, status=status), POLICY) == Stop()


def test_a_send_that_may_have_arrived_is_never_repeated() -> None:
    assert decide(Attempt(1, repeatable=False, arrived=True), POLICY) == Stop()


@given(
    st.builds(
        Attempt,
        number=st.integers(1, 9),
        repeatable=st.just(False),
        status=st.none() | st.integers(100, 599),
        arrived=st.booleans(),
        lasting=st.booleans(),
        retry_after=st.none() | st.floats(0, 1e9),
        waited=st.floats(0, 100),
    )
)
def test_only_what_never_arrived_or_429_repeats_a_send(attempt: Attempt) -> None:
    if isinstance(decide(attempt, POLICY), Wait):
        assert attempt.status == 429 or (attempt.status is None and not attempt.arrived)


def test_a_send_that_found_no_connection_is_repeated_with_growing_waits() -> None:
    waits = [decide(Attempt(n, repeatable=False, arrived=False), POLICY) for n in (1, 2, 3, 4)]
    assert waits == [Wait(1.0), Wait(2.0), Wait(4.0), Stop()]


def test_retry_after_is_honoured_and_capped() -> None:
    assert decide(Attempt(1, False, 429, retry_after=7), POLICY) == Wait(7)
    assert decide(Attempt(1, False, 429, retry_after=31), POLICY) == Stop()
    assert decide(Attempt(2, False, 429, retry_after=20, waited=41), POLICY) == Stop()
    assert decide(Attempt(1, False, 429), POLICY) == Wait(1.0)


def test_a_read_repeats_failures_of_the_service() -> None:
    assert decide(Attempt(1, True, 503), POLICY) == Wait(1.0)
    assert decide(Attempt(1, True), POLICY) == Wait(1.0)
    assert decide(Attempt(1, True, 404), POLICY) == Stop()


def test_what_lasts_is_not_tried_again() -> None:
    assert decide(Attempt(1, True, arrived=False, lasting=True), POLICY) == Stop()


def test_retry_after_is_a_number_or_a_date() -> None:
    assert parse_retry_after("3", 0.0) == 3.0
    assert parse_retry_after(formatdate(1000, usegmt=True), 990.0) == 10.0
    assert parse_retry_after(formatdate(1000, usegmt=True), 2000.0) == 0.0


@pytest.mark.parametrize("value", [None, "", "soon", "-1", "1e9", "inf", "٣", "9" * 400, "1.5"])
def test_an_unclear_retry_after_asks_nothing(value: str | None) -> None:
    assert parse_retry_after(value, 0.0) is None


@given(st.text())
def test_no_retry_after_crashes(value: str) -> None:
    seconds = parse_retry_after(value, 1e9)
    assert seconds is None or seconds >= 0
