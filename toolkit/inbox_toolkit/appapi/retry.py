"""Decides whether a request may be repeated, and when: pure functions, no clock, no sleep.

A send has no idempotency key, so a repeated send may be delivered twice. It is repeated only if the
service provably did not accept it: no connection was made, or it answered 429. A read may be
repeated after a timeout or a 5xx as well.
"""

import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often to repeat, and how long to wait; times in seconds."""

    attempts: int = 4
    first_wait: float = 0.3
    factor: float = 2.0
    longest_wait: float = 30.0
    longest_total: float = 60.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one attempt ended; ``status`` is None if there was no response.

    ``arrived`` is False if the request provably never reached the service. ``is_permanent`` marks
    what the next attempt would meet again, such as a bad certificate. ``waited`` counts the seconds
    that all attempts have waited so far.
    """

    number: int
    repeatable: bool
    status: int | None = None
    arrived: bool = True
    is_permanent: bool = False
    retry_after: float | None = None
    waited: float = 0.0


def retry_delay(attempt: Attempt, policy: RetryPolicy) -> float | None:
    """Return the seconds to wait before the next attempt, None to stop."""
    if attempt.number >= policy.attempts or attempt.is_permanent or not _may_repeat(attempt):
        return None
    seconds = policy.first_wait * policy.factor ** (attempt.number - 1)
    if attempt.retry_after is not None:
        seconds = max(attempt.retry_after, 0.0)
    too_long = seconds > policy.longest_wait or attempt.waited + seconds > policy.longest_total
    return None if too_long else seconds


def _may_repeat(attempt: Attempt) -> bool:
    if attempt.status is None:
        return attempt.repeatable or not attempt.arrived
    if attempt.status == 429:
        return True
    return attempt.repeatable and attempt.status >= 500


def parse_retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, None if it cannot be read.

    ``now`` is Unix time: the header may hold a date instead of a number (RFC 9110, 10.2.3).
    """
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        date = parsedate_to_datetime(text)
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)
        return max(0.0, date.timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
