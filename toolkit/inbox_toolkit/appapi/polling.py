"""Watches deliveries until the service has judged them, any number at once.

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

FIRST_LOOK = 0.25  # seconds after the send was accepted
FACTOR = 1.6
LONGEST_GAP = 3.0
DEFAULT_PATIENCE = 30.0


class DeliveryStatus(Enum):
    """How it ended; the value completes "the message was ..."."""

    SENT = "sent"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"
    DRAFTED = "drafted"
    UNKNOWN = "not judged yet"


@dataclass(frozen=True, slots=True)
class PollResult:
    """What is known of one delivery when the watching ends; ``waited`` is in seconds.

    ``trouble`` says why it could not be watched to the end, where that was not for want of time.
    """

    delivery: Delivery
    kind: DeliveryStatus
    waited: float
    trouble: ToolkitError | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """How to look at a delivery, and the time by which looking is done.

    ``read`` answers None for "not yet". ``until`` names states worth waiting for after ``sent``,
    such as ``opened``; without any, the first verdict ends it. ``on_event`` hears each new state.
    """

    read: Callable[[str], Delivery | None]
    patience: float = DEFAULT_PATIENCE
    until: frozenset[str] = frozenset()
    on_event: Callable[[str, DeliveryEvent], None] | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


@dataclass(order=True, slots=True)
class _Look:
    """One delivery's place in the queue; not frozen: each look updates it."""

    due: float
    delivery_id: str
    gap: float
    delivery: Delivery
    trouble: ToolkitError | None = None


def follow(delivery_id: str, watch: Watch) -> PollResult:
    """Watch one delivery to its verdict; never raises for a service that cannot be asked."""
    return follow_all([delivery_id], watch)[0]


def follow_all(
    delivery_ids: Iterable[str],
    watch: Watch,
    *,
    on_verdict: Callable[[PollResult], None] | None = None,
) -> list[PollResult]:
    """Watch deliveries together, in turns; return verdicts in the order the ids were given."""
    ids = list(dict.fromkeys(delivery_ids))
    began = watch.clock()
    queue = [_Look(began + FIRST_LOOK, one, FIRST_LOOK, Delivery(one)) for one in ids]
    heapify(queue)
    verdicts: dict[str, PollResult] = {}
    while queue:
        look = heappop(queue)
        watch.sleep(max(0.0, look.due - watch.clock()))
        if not _look(look, watch) and _schedule_next(look, watch, began + watch.patience):
            heappush(queue, look)
            continue
        verdict = _conclude(look, watch.clock() - began)
        verdicts[look.delivery_id] = verdict
        if on_verdict is not None:
            on_verdict(verdict)
    return [verdicts[one] for one in ids]


def _look(look: _Look, watch: Watch) -> bool:
    """Look once and tell what is new; return whether the watching is over."""
    try:
        found = watch.read(look.delivery_id)
        look.trouble = None
    except ToolkitError as error:
        look.trouble = error
        # A key that may not read will not learn to; a service that failed may recover.
        return not isinstance(error, ServiceError)
    if found is not None:
        _tell_news(look.delivery, found, watch)
        look.delivery = found
    return _is_over(look.delivery, watch.until)


def _schedule_next(look: _Look, watch: Watch, deadline: float) -> bool:
    """Set the next look, the last one at the deadline; return False where that has passed."""
    now = watch.clock()
    if now >= deadline:
        return False
    look.gap = min(look.gap * FACTOR, LONGEST_GAP)
    look.due = min(now + look.gap, deadline)
    return True


def _is_over(delivery: Delivery, until: frozenset[str]) -> bool:
    kind = status_of(delivery)
    if kind is DeliveryStatus.SENT and until:
        return not until.isdisjoint(delivery.states)
    return kind is not DeliveryStatus.UNKNOWN


def _tell_news(before: Delivery, now: Delivery, watch: Watch) -> None:
    if watch.on_event is None:
        return
    for moment in now.events:
        if moment.state not in before.states:
            watch.on_event(now.delivery_id, moment)


def status_of(delivery: Delivery) -> DeliveryStatus:
    """Return what a delivery's events amount to; a failure outweighs an earlier ``sent``.

    A failure message alone is no verdict: an attempt that will be repeated has one as well.
    """
    settled = delivery.settled
    if settled is None:
        return DeliveryStatus.UNKNOWN
    if settled.state in {"dropped", "bounced", "failed"}:
        return DeliveryStatus.FAILED
    return DeliveryStatus(settled.state)


def _conclude(look: _Look, waited: float) -> PollResult:
    return PollResult(look.delivery, status_of(look.delivery), waited, look.trouble)
