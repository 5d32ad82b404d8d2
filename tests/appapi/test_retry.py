from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.retry import Attempt, RetryPolicy, parse_retry_after, retry_delay

POLICY = RetryPolicy(attempts=4, first_wait=1.0, factor=2.0, longest_wait=30.0, longest_total=60.0)


@pytest.mark.parametrize("status", [200, 301, 400, 401, 404, 408, 422, 500, 502, 503, 504])
def test_an_answered_send_is_never_repeated(status: int) -> None:
    assert retry_delay(Attempt(1, repeatable=False, status=status), POLICY) is None


def test_a_send_that_may_have_arrived_is_never_repeated() -> None:
    assert retry_delay(Attempt(1, repeatable=False, arrived=True), POLICY) is None


@given(
    st.builds(
        Attempt,
        number=st.integers(1, 9),
        repeatable=st.just(False),
        status=st.none() | st.integers(100, 599),
        arrived=st.booleans(),
        is_permanent=st.booleans(),
        retry_after=st.none() | st.floats(0, 1e9),
        waited=st.floats(0, 100),
    )
)
def test_only_what_never_arrived_or_429_repeats_a_send(attempt: Attempt) -> None:
    if retry_delay(attempt, POLICY) is not None:
        assert attempt.status == 429 or (attempt.status is None and not attempt.arrived)


def test_a_send_that_found_no_connection_is_repeated_with_growing_waits() -> None:
    waits = [retry_delay(Attempt(n, repeatable=False, arrived=False), POLICY) for n in (1, 2, 3, 4)]
    assert waits == [1.0, 2.0, 4.0, None]


def test_retry_after_is_honoured_and_capped() -> None:
    assert retry_delay(Attempt(1, False, 429, retry_after=7), POLICY) == 7
    assert retry_delay(Attempt(1, False, 429, retry_after=31), POLICY) is None
    assert retry_delay(Attempt(2, False, 429, retry_after=20, waited=41), POLICY) is None
    assert retry_delay(Attempt(1, False, 429), POLICY) == 1.0


def test_a_read_repeats_failures_of_the_service() -> None:
    assert retry_delay(Attempt(1, True, 503), POLICY) == 1.0
    assert retry_delay(Attempt(1, True), POLICY) == 1.0
    assert retry_delay(Attempt(1, True, 404), POLICY) is None


def test_a_permanent_error_is_not_tried_again() -> None:
    assert retry_delay(Attempt(1, True, arrived=False, is_permanent=True), POLICY) is None


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
