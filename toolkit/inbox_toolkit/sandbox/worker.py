"""The worker that renders what was accepted, after its 200, as the service does."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from inbox_toolkit.sandbox.models import Delivery, RenderResult

BATCH = 32  # deliveries rendered between two looks at the clock and the files
LONGEST_SLEEP = 30.0
TROUBLE_SLEEP = 1.0
FORGET_EVERY = 1000


@dataclass(frozen=True, slots=True)
class WorkerCallbacks:
    """What the worker calls: ``judge`` is slow and runs on a thread, the others do not wait.

    ``told`` hears of a batch once its verdicts are stored.
    """

    due: Callable[[float, int], list[Delivery]]
    next_due: Callable[[], float | None]
    judge: Callable[[list[Delivery]], list[RenderResult]]
    told: Callable[[list[Delivery], list[RenderResult]], None]
    forget: Callable[[float], int]
    clock: Callable[[], float]


class Worker:
    """Renders until cancelled; ``wake`` tells it of new work, ``idle`` that there is none now.

    The journal itself is the queue, so what was accepted before a crash is rendered after it.
    """

    def __init__(self, work: WorkerCallbacks) -> None:
        self._work = work
        self._rang = asyncio.Event()
        self._since_forgetting = 0

    def wake(self) -> None:
        """Say that there may be something to do; on the event loop's thread."""
        self._rang.set()

    async def run(self) -> None:
        """Render what is due, then sleep until something is."""
        while True:
            self._rang.clear()
            try:
                while await self.step():
                    await asyncio.sleep(0)
                nap = self._nap()
            except (OSError, sqlite3.Error):  # a full disk: what is due stays due
                nap = TROUBLE_SLEEP
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._rang.wait(), nap)

    async def step(self) -> int:
        """Render one batch; return how many that were."""
        work = self._work
        batch = work.due(work.clock(), BATCH)
        if batch:
            work.told(batch, await asyncio.to_thread(work.judge, batch))
            self._since_forgetting += len(batch)
            if self._since_forgetting >= FORGET_EVERY:
                self._since_forgetting = 0
                await asyncio.to_thread(work.forget, work.clock())
        return len(batch)

    def _nap(self) -> float:
        soonest = self._work.next_due()
        wait = LONGEST_SLEEP if soonest is None else soonest - self._work.clock()
        return min(max(wait, 0.001), LONGEST_SLEEP)
