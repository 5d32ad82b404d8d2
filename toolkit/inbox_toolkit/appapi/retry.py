"""Decides whether a request may be made again, and when: pure, no clock, no sleep.

A send has no idempotency key, so making it twice may deliver it twice. It is repeated only where
the service provably did not take it: no connection came about, or it answered 429. A read may be
repeated after a timeout or a 5xx as well.
"""

import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how long to wait; times in seconds."""

    attempts: int = 4
    first_wait: float = 0.3
    factor: float = 2.0
    longest_wait: float = 30.0
    longest_total: float = 60.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one attempt ended; ``status`` is None where no answer came.

    ``arrived`` is False where the request provably never reached the service. ``lasting`` marks
    what the next attempt would meet again, such as a bad certificate. ``waited`` counts the
    seconds all attempts have waited so far.
    """

    number: int
    repeatable: bool
    status: int | None = None
    arrived: bool = True
    lasting: bool = False
    retry_after: float | None = None
    waited: float = 0.0


@dataclass(frozen=True, slots=True)
class Wait:
    """Try again after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stop:
    """Do not try again."""


def decide(attempt: Attempt, policy: RetryPolicy) -> Wait | Stop:
    """Return whether, and after how long, the request is made once more."""
    if attempt.number >= policy.attempts or attempt.lasting or not _may_repeat(attempt):
        return Stop()
    seconds = policy.first_wait * policy.factor ** (attempt.number - 1)
    if attempt.retry_after is not None:
        seconds = max(attempt.retry_after, 0.0)
    too_long = seconds > policy.longest_wait or attempt.waited + seconds > policy.longest_total
    return Stop() if too_long else Wait(seconds)


def _may_repeat(attempt: Attempt) -> bool:
    if attempt.status is None:
        return attempt.repeatable or not attempt.arrived
    if attempt.status == 429:
        return True
    return attempt.repeatable and attempt.status >= 500


def parse_retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds a ``Retry-After`` header asks for, or None where it asks nothing clear.

    ``now`` is Unix time: the header may hold a date instead of a number (RFC 9110, 10.2.3).
    """
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - now)
