"""The state that all endpoints share: project, people, store, worker, open streams."""

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
from inbox_toolkit.sandbox.request_log import OnSettled, RequestLog
from inbox_toolkit.sandbox.store import Retention, Store
from inbox_toolkit.sandbox.wire import SandboxUpdate
from inbox_toolkit.sandbox.worker import Worker, WorkerCallbacks
from inbox_toolkit.web.sse import Broadcast, encode_event

DAY = 86_400
ANNOUNCE_DELAY = 0.1  # seconds; a thousand sends a second are one update of the page


@dataclass(frozen=True, slots=True)
class Setup:
    """How a sandbox runs; ``db`` None keeps everything in memory.

    ``keys`` are the accepted App API keys; without any, all are. ``clock`` returns Unix seconds.
    ``on_settled`` is called for each request once it is known what became of it.
    """

    db: Path | None = None
    options: EmulatorOptions = field(default_factory=EmulatorOptions)
    keys: frozenset[str] = field(default=frozenset(), repr=False)
    retention: Retention = field(default_factory=Retention)
    clock: Callable[[], float] = time.time
    seed: int | None = None
    on_settled: OnSettled | None = None


class Service:
    """One sandbox's state; created without an event loop, used on one.

    Raises:
        ProjectError: there is no usable project.
        UsageError: another sandbox is using the database.
    """

    def __init__(self, folder: Path, setup: Setup) -> None:
        self.options = setup.options
        self.clock = setup.clock
        self.authenticator = Authenticator(setup.keys)
        self.random = Random(setup.seed)  # noqa: S311 - chooses faults, nothing secret
        self.reloader = CatalogReloader(folder)
        self.store = Store(setup.db, setup.retention)
        self.people = People(self.catalog.project.fixtures.profiles, self.store.people())
        self.snippets = self.store.snippets()
        self.requests = RequestLog(self.store.newest_number() + 1, setup.on_settled)
        self.streams = InboxStreams()
        self.changes = Broadcast()
        self.reads = SlidingWindowLimit(self.options.reads_per_second, 1, self.clock)
        self.sends = SlidingWindowLimit(self.options.sends_per_three_seconds, 3, self.clock)
        self.archived = SlidingWindowLimit(self.options.archived_per_day, DAY, self.clock)
        self._worker: Worker | None = None
        self._announcement: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.started = threading.Event()
        self._rendered = threading.Condition()  # notified after each batch

    @property
    def catalog(self) -> Catalog:
        """The project as last read."""
        return self.reloader.catalog

    def accept(self, one: AcceptedSend) -> None:
        """Store a send; it is rendered afterwards."""
        self.store.accept([one])
        if one.is_newcomer:
            self.people.put(one.person)
        if self._worker is not None:
            self._worker.wake()
        self.announce()

    def refresh(self) -> None:
        """Read the project again if one of its files has changed."""
        if self.reloader.refresh():
            self.people.set_profiles(self.catalog.project.fixtures.profiles)

    def put_person(self, person: Person) -> None:
        """Add a person, or replace their attributes."""
        self.store.put_person(person)
        self.people.put(person)

    def put_snippet(self, name: str, value: str) -> None:
        """Add a snippet, or replace the one of that name."""
        self.store.put_snippet(name, value, self.clock())
        self.snippets = self.store.snippets()

    def delete_snippet(self, name: str) -> bool:
        """Delete a snippet; return False if there is none of that name."""
        found = self.store.delete_snippet(name)
        self.snippets = self.store.snippets()
        return found

    def inbox(self, cio_id: str) -> list[Delivery]:
        """Return a person's inbox."""
        return self.store.inbox(cio_id, self.clock())

    def clear_deliveries(self) -> int:
        """Delete every delivery that is not still due; return how many."""
        count = self.store.delete_all()
        for one in self.people.everyone:
            self.push(one.cio_id)
        self.announce()
        return count

    def push(self, cio_id: str, *, copies: int = 1) -> None:
        """Push a person's inbox to their open pages."""
        self.streams.push(cio_id, lambda: self.inbox(cio_id), copies=copies)
        self.announce()

    def announce(self) -> None:
        """Tell the sandbox's open pages that something has changed, at most every 0.1 s."""
        if self.changes.watched and self._announcement is None:
            self._announcement = asyncio.get_running_loop().call_later(
                ANNOUNCE_DELAY, self._publish_update
            )

    def wait_settled(self, timeout: float) -> bool:
        """Wait on another thread until all due sends are rendered; return False on timeout."""
        with self._rendered:
            return self._rendered.wait_for(self._is_settled, timeout)

    def call(self, work: Callable[[], object]) -> None:
        """Call a function on the event loop from any thread; do nothing if it is not running."""
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
                due=self.store.due,
                next_due=self.store.next_due,
                render=self._render,
                on_rendered=self._on_rendered,
                delete_expired=self.store.delete_expired,
                clock=self.clock,
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

    def _publish_update(self) -> None:
        self._announcement = None
        update = SandboxUpdate(self.requests.newest, self.store.count())
        self.changes.publish(encode_event("update", update))

    def _render(self, batch: list[Delivery]) -> list[RenderResult]:
        self.refresh()
        days = int(self.options.default_expiration)
        texts = {name: value for name, (value, _) in self.snippets.items()}
        context = DeliveryContext(self.catalog, texts, days)
        results = [
            render_delivery(
                one,
                self.people.find("cio_id", one.person.cio_id) or one.person,
                context,
                now=max(self.clock(), one.due or 0.0),
            )
            for one in batch
        ]
        self.store.store_results(results)
        return results

    def _on_rendered(self, batch: list[Delivery], results: list[RenderResult]) -> None:
        copies: dict[str, int] = {}
        for one, result in zip(batch, results, strict=True):
            self.requests.settle(one, result)
            if result.failure is None:
                cio_id = one.person.cio_id
                copies[cio_id] = max(copies.get(cio_id, 0), one.copies)
        for cio_id, number in copies.items():
            self.push(cio_id, copies=number)
        self.announce()
        with self._rendered:
            self._rendered.notify_all()

    def _is_settled(self) -> bool:
        next_due = self.store.next_due()
        return next_due is None or next_due > self.clock()
