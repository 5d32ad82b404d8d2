"""The worker that renders accepted sends after their 200, as the service does."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from inbox_toolkit.sandbox.models import Delivery, RenderResult

BATCH = 32  # deliveries rendered before the project's files are checked again
MAX_SLEEP = 30.0
ERROR_SLEEP = 1.0
CLEANUP_EVERY = 1000


@dataclass(frozen=True, slots=True)
class WorkerCallbacks:
    """What the worker calls; ``render`` and ``delete_expired`` run on a thread.

    ``on_rendered`` gets a batch once its results are stored.
    """

    due: Callable[[float, int], list[Delivery]]
    next_due: Callable[[], float | None]
    render: Callable[[list[Delivery]], list[RenderResult]]
    on_rendered: Callable[[list[Delivery], list[RenderResult]], None]
    delete_expired: Callable[[float], int]
    clock: Callable[[], float]


class Worker:
    """Renders until cancelled; ``wake`` tells it of new work.

    The database is the queue, so what was accepted before a crash is rendered after it.
    """

    def __init__(self, work: WorkerCallbacks) -> None:
        self._work = work
        self._wake_event = asyncio.Event()
        self._since_cleanup = 0

    def wake(self) -> None:
        """Wake the worker; on the event loop's thread."""
        self._wake_event.set()

    async def run(self) -> None:
        """Render what is due, then sleep until something is."""
        while True:
            self._wake_event.clear()
            try:
                while await self.step():
                    await asyncio.sleep(0)
                delay = self._delay()
            except (OSError, sqlite3.Error):  # a full disk: what is due stays due
                delay = ERROR_SLEEP
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake_event.wait(), delay)

    async def step(self) -> int:
        """Render one batch; return its size."""
        work = self._work
        batch = work.due(work.clock(), BATCH)
        if batch:
            work.on_rendered(batch, await asyncio.to_thread(work.render, batch))
            self._since_cleanup += len(batch)
            if self._since_cleanup >= CLEANUP_EVERY:
                self._since_cleanup = 0
                await asyncio.to_thread(work.delete_expired, work.clock())
        return len(batch)

    def _delay(self) -> float:
        next_due = self._work.next_due()
        wait = MAX_SLEEP if next_due is None else next_due - self._work.clock()
        return min(max(wait, 0.001), MAX_SLEEP)
