"""What all endpoints share: the project, the people, the journal, the worker, the open streams."""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from inbox_toolkit.sandbox.access import Authenticator, SlidingWindowLimit
from inbox_toolkit.sandbox.catalog import Catalog, CatalogReloader
from inbox_toolkit.sandbox.inbox_wire import InboxStreams
from inbox_toolkit.sandbox.models import AcceptedSend, Delivery, RenderResult
from inbox_toolkit.sandbox.options import EmulatorOptions
from inbox_toolkit.sandbox.people import People, Person
from inbox_toolkit.sandbox.render_delivery import DeliveryContext, render_delivery
from inbox_toolkit.sandbox.store import Retention, Store
from inbox_toolkit.sandbox.worker import Worker, WorkerCallbacks
from inbox_toolkit.web.sse import Broadcast, encode_event

DAY = 86_400
GATHER_SECONDS = 0.1  # a thousand sends a second are one change of the page


@dataclass(frozen=True, slots=True)
class Setup:
    """How a sandbox runs; ``db`` None keeps everything in memory.

    ``keys`` are the App API keys it takes, any where none is named. ``clock`` gives Unix seconds.
    """

    db: Path | None = None
    options: EmulatorOptions = field(default_factory=EmulatorOptions)
    keys: frozenset[str] = field(default=frozenset(), repr=False)
    retention: Retention = field(default_factory=Retention)
    clock: Callable[[], float] = time.time
    seed: int | None = None


class Service:
    """One sandbox's state; made without an event loop, used on one.

    Raises ProjectError without a usable project, UsageError where the journal is taken.
    """

    def __init__(self, folder: Path, setup: Setup) -> None:
        self.options = setup.options
        self.clock = setup.clock
        self.keys = Authenticator(setup.keys)
        self.chance = Random(setup.seed)  # noqa: S311 - which fault strikes, nothing secret
        self.reloader = CatalogReloader(folder)
        self.store = Store(setup.db, setup.retention)
        self.people = People(self.contents.project.fixtures.profiles, self.store.people())
        self.snippets = self.store.snippets()
        self.streams = InboxStreams()
        self.changes = Broadcast()
        self.reads = SlidingWindowLimit(self.options.reads_per_second, 1, self.clock)
        self.sends = SlidingWindowLimit(self.options.sends_per_three_seconds, 3, self.clock)
        self.archived = SlidingWindowLimit(self.options.archived_per_day, DAY, self.clock)
        self._worker: Worker | None = None
        self._bell: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.started = threading.Event()
        self._news = threading.Condition()  # of verdicts, for those who wait on other threads

    @property
    def contents(self) -> Catalog:
        """The project as last read."""
        return self.reloader.contents

    async def accept(self, one: AcceptedSend) -> None:
        """Return once a send is stored; it is rendered afterwards."""
        self.store.accept([one])
        if one.is_newcomer:
            self.people.put(one.person)
        if self._worker is not None:
            self._worker.wake()
        self.announce()

    def refresh(self) -> None:
        """Read the project again if a file of it has changed."""
        if self.reloader.refresh():
            self.people.follow(self.contents.project.fixtures.profiles)

    def put_person(self, person: Person) -> None:
        """Add a person, or take their attributes as they are now."""
        self.store.put_person(person)
        self.people.put(person)

    def put_snippet(self, name: str, value: str) -> None:
        """Add a snippet, or change the one of that name."""
        self.store.put_snippet(name, value, self.clock())
        self.snippets = self.store.snippets()

    def drop_snippet(self, name: str) -> bool:
        """Delete a snippet; False where there is none of that name."""
        found = self.store.drop_snippet(name)
        self.snippets = self.store.snippets()
        return found

    def inbox(self, cio_id: str) -> list[Delivery]:
        """Return what a person has in their inbox now."""
        return self.store.inbox(cio_id, self.clock())

    def push(self, cio_id: str, *, copies: int = 1) -> None:
        """Show a person's open pages their inbox as it is now."""
        self.streams.push(cio_id, lambda: self.inbox(cio_id), copies=copies)
        self.announce()

    def announce(self) -> None:
        """Tell the sandbox's own open pages that something has changed; soon, and once."""
        if self.changes.watched and self._bell is None:
            self._bell = asyncio.get_running_loop().call_later(GATHER_SECONDS, self._ring)

    def wait_settled(self, timeout: float) -> bool:
        """Wait, on another thread, until all that is due has its verdict; False if it has not."""
        with self._news:
            return self._news.wait_for(self._is_settled, timeout)

    def call(self, work: Callable[[], object]) -> None:
        """Do something on the event loop, from any thread; nothing where it does not run."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(work)

    def close_streams(self) -> None:
        """End every open stream, so that the server can stop."""
        self.streams.close()
        self.changes.close()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Render for the length of the block."""
        self._worker = Worker(
            WorkerCallbacks(
                self.store.due,
                self.store.next_due,
                self._judge,
                self._told,
                self.store.forget,
                self.clock,
            )
        )
        task = asyncio.create_task(self._worker.run())
        self._loop = asyncio.get_running_loop()
        self.started.set()
        try:
            yield
        finally:
            self._loop = None
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _ring(self) -> None:
        self._bell = None
        self.changes.publish(encode_event("update", {}))

    def _judge(self, batch: list[Delivery]) -> list[RenderResult]:
        self.refresh()
        days = int(self.options.default_expiration)
        texts = {name: value for name, (value, _) in self.snippets.items()}
        settings = DeliveryContext(self.contents, texts, days)
        verdicts = [
            render_delivery(
                one,
                self.people.find("cio_id", one.person.cio_id) or one.person,
                settings,
                now=max(self.clock(), one.due or 0.0),
            )
            for one in batch
        ]
        self.store.settle(verdicts)
        return verdicts

    def _told(self, batch: list[Delivery], verdicts: list[RenderResult]) -> None:
        copies: dict[str, int] = {}
        for one, verdict in zip(batch, verdicts, strict=True):
            if verdict.failure is None:
                cio_id = one.person.cio_id
                copies[cio_id] = max(copies.get(cio_id, 0), one.copies)
        for cio_id, number in copies.items():
            self.push(cio_id, copies=number)
        self.announce()
        with self._news:
            self._news.notify_all()

    def _is_settled(self) -> bool:
        soonest = self.store.next_due()
        return soonest is None or soonest > self.clock()
