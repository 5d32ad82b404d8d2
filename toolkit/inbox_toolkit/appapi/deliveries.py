"""What the service says became of a delivery.

The App API has no state field: ``metrics`` maps each thing that has happened to its time.
"""

import re
from dataclasses import dataclass

from inbox_toolkit.appapi.responses import JsonObject

# What an in-app delivery can report, in the order it happens. (`attempted` never shows up in
# metrics; `delivered` comes with `opened` when the client marks an inbox message opened.)
ORDER = ("created", "drafted", "sent", "delivered", "opened", "clicked", "converted")

_DECISIVE = ("failed", "bounced", "dropped", "undeliverable", "sent", "drafted")
_STATE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LATEST = 100_000_000_000  # Unix seconds; beyond it a time is milliseconds or nonsense
_UNDEFINED = re.compile(r"undefined variable:\s*([^\s,;\"'()]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DeliveryEvent:
    """One thing that happened to a delivery; ``at`` is Unix seconds."""

    state: str
    at: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery as the service reports it, its events in order of time."""

    delivery_id: str
    events: tuple[DeliveryEvent, ...] = ()
    failure_message: str | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """The states reached so far."""
        return tuple(event.state for event in self.events)

    @property
    def decisive_event(self) -> DeliveryEvent | None:
        """The event that decides: a failure before a success; None so far."""
        return next((e for s in _DECISIVE for e in self.events if e.state == s), None)


def read_delivery(document: JsonObject, delivery_id: str) -> Delivery | None:
    """Read ``{"message": {...}}``, ignoring unknown members; None if there is no message in it."""
    message = document.get("message")
    if not isinstance(message, dict):
        return None
    metrics = message.get("metrics")
    failure = message.get("failure_message")
    return Delivery(
        delivery_id,
        _events(metrics if isinstance(metrics, dict) else {}),
        failure if isinstance(failure, str) and failure else None,
    )


def undefined_variable(failure_message: str | None) -> str | None:
    """Return the path a failure message calls undefined, such as ``trigger.order_id``.

    >>> undefined_variable("undefined variable: trigger.order_id, line:1, col:10")
    'trigger.order_id'
    """
    found = _UNDEFINED.search(failure_message or "")
    return found.group(1).rstrip(".") if found else None


def _events(metrics: JsonObject) -> tuple[DeliveryEvent, ...]:
    known = [
        DeliveryEvent(state, int(at))
        for state, at in metrics.items()
        if _STATE.fullmatch(state)
        and isinstance(at, int | float)
        and not isinstance(at, bool)
        and 0 <= at < _LATEST
    ]
    order = {state: place for place, state in enumerate(ORDER)}
    return tuple(sorted(known, key=lambda e: (e.at, order.get(e.state, 99), e.state))[:100])
