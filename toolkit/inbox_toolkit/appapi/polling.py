"""Polls deliveries until the service has decided about them, any number at once.

The service answers a send before it renders, so only this shows whether the message went out.
A 404 means "not yet": a delivery can be read some time after it was accepted.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from heapq import heapify, heappop, heappush

from inbox_toolkit.appapi.deliveries import Delivery, DeliveryEvent
from inbox_toolkit.errors import ServiceError, ToolkitError

FIRST_DELAY = 0.25  # seconds after the send was accepted
BACKOFF = 1.6
LONGEST_DELAY = 3.0
DEFAULT_TIMEOUT = 30.0


class DeliveryStatus(Enum):
    """What became of a delivery; the value completes "the message was ..."."""

    SENT = "sent"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"
    DRAFTED = "drafted"
    UNKNOWN = "not decided yet"


@dataclass(frozen=True, slots=True)
class PollResult:
    """What is known of one delivery when polling ends; ``waited`` is in seconds.

    ``error`` says why it could not be read to the end, unless it was only for want of time.
    """

    delivery: Delivery
    status: DeliveryStatus
    waited: float
    error: ToolkitError | None = None


@dataclass(order=True, slots=True)
class _Pending:
    """One delivery's place in the queue, updated by each read."""

    due: float
    delivery_id: str
    delay: float
    delivery: Delivery
    error: ToolkitError | None = None


class Poller:
    """Reads deliveries with growing delays until they are decided or ``timeout`` seconds are over.

    ``read`` returns None for "not yet". ``until`` names states worth waiting for after ``sent``,
    such as ``opened``; without any, the first decision ends it. ``on_event`` gets each new event.
    """

    def __init__(
        self,
        read: Callable[[str], Delivery | None],
        *,
        timeout: float = DEFAULT_TIMEOUT,
        until: frozenset[str] = frozenset(),
        on_event: Callable[[str, DeliveryEvent], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._timeout = timeout
        self._until = until
        self._on_event = on_event
        self._sleep = sleep
        self._clock = clock

    def poll(self, delivery_id: str) -> PollResult:
        """Poll one delivery; never raises for a service that cannot be asked."""
        return self.poll_all([delivery_id])[0]

    def poll_all(
        self,
        delivery_ids: Iterable[str],
        *,
        on_result: Callable[[PollResult], None] | None = None,
    ) -> list[PollResult]:
        """Poll deliveries in turns; return results in the order in which the ids were given."""
        ids = list(dict.fromkeys(delivery_ids))
        began = self._clock()
        queue = [_Pending(began + FIRST_DELAY, one, FIRST_DELAY, Delivery(one)) for one in ids]
        heapify(queue)
        results: dict[str, PollResult] = {}
        while queue:
            one = heappop(queue)
            self._sleep(max(0.0, one.due - self._clock()))
            if not self._is_finished(one) and self._reschedule(one, began + self._timeout):
                heappush(queue, one)
                continue
            waited = self._clock() - began
            result = PollResult(one.delivery, status_of(one.delivery), waited, one.error)
            results[one.delivery_id] = result
            if on_result is not None:
                on_result(result)
        return [results[one] for one in ids]

    def _is_finished(self, pending: _Pending) -> bool:
        """Read a delivery once, report its new events, and return True if polling it is over."""
        try:
            found = self._read(pending.delivery_id)
            pending.error = None
        except ToolkitError as error:
            pending.error = error
            # A key that may not read will not learn to; a service that failed may recover.
            return not isinstance(error, ServiceError)
        if found is not None:
            self._report_new_events(pending.delivery, found)
            pending.delivery = found
        status = status_of(pending.delivery)
        if status is DeliveryStatus.SENT and self._until:
            return not self._until.isdisjoint(pending.delivery.states)
        return status is not DeliveryStatus.UNKNOWN

    def _reschedule(self, pending: _Pending, deadline: float) -> bool:
        """Set the next read, the last one at the deadline; return False if that has passed."""
        now = self._clock()
        if now >= deadline:
            return False
        pending.delay = min(pending.delay * BACKOFF, LONGEST_DELAY)
        pending.due = min(now + pending.delay, deadline)
        return True

    def _report_new_events(self, before: Delivery, now: Delivery) -> None:
        if self._on_event is None:
            return
        for event in now.events:
            if event.state not in before.states:
                self._on_event(now.delivery_id, event)


def status_of(delivery: Delivery) -> DeliveryStatus:
    """Return what a delivery's events amount to; a failure outweighs an earlier ``sent``.

    A failure message alone decides nothing: an attempt that will be repeated has one as well.
    """
    decisive = delivery.decisive_event
    if decisive is None:
        return DeliveryStatus.UNKNOWN
    if decisive.state in {"dropped", "bounced", "failed"}:
        return DeliveryStatus.FAILED
    return DeliveryStatus(decisive.state)
