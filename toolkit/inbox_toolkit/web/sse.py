"""Server-sent events: what is published reaches every open page, in order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from starlette.responses import StreamingResponse

from inbox_toolkit.web.wire import encode

MAX_QUEUED = 64
"""Events after which a page that does not read them is let go; it comes back for everything."""
RETRY = b"retry: 400\n\n"
"""Tells an EventSource how many milliseconds to wait before it connects again."""


def encode_event(name: str, data: object, *, number: int | None = None) -> bytes:
    """Return one event in the wire form: its data is JSON on a single line."""
    identity = "" if number is None else f"id: {number}\n"
    return f"{identity}event: {name}\ndata: ".encode("ascii") + encode(data) + b"\n\n"


class Heartbeat(NamedTuple):
    """What is sent when nothing has happened for so many seconds."""

    seconds: float
    event: bytes


# An event rather than a comment, since a page never sees comments.
HEARTBEAT = Heartbeat(15.0, encode_event("beat", 1))


@dataclass(slots=True, eq=False)
class Subscriber:
    """One open page: the events it has yet to get, None as the last, and what it looks at."""

    watching: str
    waiting: "asyncio.Queue[bytes | None]"


@dataclass(slots=True)
class Broadcast:
    """The open pages. Everything here runs on the event loop's thread."""

    _subscribers: list[Subscriber] = field(default_factory=list)

    @property
    def watched(self) -> frozenset[str]:
        """What the open pages look at."""
        return frozenset(each.watching for each in self._subscribers)

    def publish(self, event: bytes) -> None:
        """Hand an encoded event to every page; one that reads too slowly is dropped."""
        for subscriber in list(self._subscribers):
            try:
                subscriber.waiting.put_nowait(event)
            except asyncio.QueueFull:
                _empty(subscriber)
                subscriber.waiting.put_nowait(None)

    def close(self) -> None:
        """End every open stream, so that the server can stop."""
        for subscriber in self._subscribers:
            _empty(subscriber)
            subscriber.waiting.put_nowait(None)

    @contextlib.contextmanager
    def subscription(self, watching: str = "") -> Iterator[Subscriber]:
        """Count a page as open for the length of the block."""
        subscriber = Subscriber(watching, asyncio.Queue(MAX_QUEUED))
        self._subscribers.append(subscriber)
        try:
            yield subscriber
        finally:
            self._subscribers.remove(subscriber)

    async def stream(
        self, first: bytes, *, watching: str = "", heartbeat: Heartbeat = HEARTBEAT
    ) -> AsyncIterator[bytes]:
        """Yield ``first``, then every event published, and heartbeats while nothing happens."""
        with self.subscription(watching) as subscriber:
            yield first
            while True:
                try:
                    event = await asyncio.wait_for(subscriber.waiting.get(), heartbeat.seconds)
                except TimeoutError:
                    yield heartbeat.event
                    continue
                if event is None:
                    return
                yield event


def event_response(stream: AsyncIterator[bytes]) -> StreamingResponse:
    """Wrap a stream of events as the answer to an EventSource."""
    return StreamingResponse(
        stream, media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


def _empty(subscriber: Subscriber) -> None:
    with contextlib.suppress(asyncio.QueueEmpty):
        while True:
            subscriber.waiting.get_nowait()
