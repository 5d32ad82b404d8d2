"""The inbox in the web SDK's wire format: queue items, and streams of a person's messages."""

import base64
import binascii
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.people import People, Person
from inbox_toolkit.web.sse import Broadcast, Heartbeat, encode_event

LATEST = 253_402_300_799  # Unix seconds at the end of the year 9999; dates end there
HEARTBEAT = Heartbeat(30, encode_event("heartbeat", {}))


def queue_item(one: Delivery) -> dict[str, Any]:
    """Return a delivery as a queue item (version 4 of the vendor's queue)."""
    return {
        "queueId": f"q{one.number}",
        "deliveryId": one.delivery_id,
        "sentAt": _iso(one.sent_at or one.queued_at),
        "expiry": _iso(one.expires_at) if one.expires_at else None,
        "opened": one.opened,
        "topics": list(one.topics),
        "type": one.type,
        "priority": None,
        "properties": one.payload,
    }


def user_of(token: str, people: People) -> Person | None:
    """Return the person of a user token: an identifier, usually in base64."""
    for text in (_decoded(token), token):
        for kind in ("id", "email", "cio_id"):
            person = people.find(kind, text) if text else None
            if person is not None:
                return person
    return None


class InboxStreams:
    """The open streams of every person, by ``cio_id``; on the event loop's thread."""

    def __init__(self) -> None:
        self._by: dict[str, Broadcast] = {}

    def push(self, cio_id: str, inbox: Callable[[], list[Delivery]], *, copies: int = 1) -> None:
        """Send a person's whole inbox to their open pages, if any."""
        if cio_id not in self._by:
            return
        event = inbox_event(inbox())
        for _ in range(copies):
            self._by[cio_id].publish(event)

    def close(self) -> None:
        """End every stream."""
        for broadcast in self._by.values():
            broadcast.close()

    async def stream(
        self, cio_id: str, inbox: Callable[[], list[Delivery]]
    ) -> AsyncIterator[bytes]:
        """Yield ``connected``, the current inbox, then each change of it, and heartbeats."""
        broadcast = self._by.setdefault(cio_id, Broadcast())
        try:
            first = (
                encode_event("connected", {"heartbeat": HEARTBEAT.seconds})
                + encode_event("messages", [])
                + inbox_event(inbox())
            )
            async for event in broadcast.stream(first, heartbeat=HEARTBEAT):
                yield event
        finally:
            if not broadcast.watched:
                self._by.pop(cio_id, None)


def inbox_event(inbox: list[Delivery]) -> bytes:
    """Return the event that replaces a page's list."""
    return encode_event("inbox_messages", [queue_item(one) for one in inbox])


def theme_headers(*, visual: bool) -> Mapping[str, str]:
    """Return the headers that tell the SDK which features are enabled."""
    return {
        "x-gist-queue-polling-interval": "10",
        "x-cio-use-sse": "true",
        "x-cio-inbox-enabled": "true" if visual else "false",
    }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(min(seconds, LATEST), UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _decoded(token: str) -> str:
    try:
        padded = token + "=" * (-len(token) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
