"""The worker: everything due is rendered, in batches, and expired deliveries are deleted now and then."""

import asyncio
import sqlite3
from dataclasses import replace

from inbox_toolkit.sandbox.models import Delivery, RenderResult
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.worker import BATCH, CLEANUP_EVERY, Worker, WorkerCallbacks


class Queue:
    """Deliveries in a list instead of a database."""

    def __init__(self, count: int) -> None:
        self.waiting = [
            Delivery(n, f"{n}=", "t", 1, Person("c", {}), {}, 0.0, due=0.0) for n in range(count)
        ]
        self.rendered: list[int] = []
        self.cleanups = 0
        self.due_asked = 0

    def due(self, now: float, limit: int) -> list[Delivery]:
        return [one for one in self.waiting if one.due is not None and one.due <= now][:limit]

    def next_due(self) -> float | None:
        return min((one.due for one in self.waiting if one.due is not None), default=None)

    def render(self, batch: list[Delivery]) -> list[RenderResult]:
        self.waiting = [one for one in self.waiting if one not in batch]
        return [RenderResult(one.number, 0.0, None) for one in batch]

    def broken(self, now: float, limit: int) -> list[Delivery]:
        self.due_asked += 1
        if self.due_asked == 1:
            raise sqlite3.OperationalError("database or disk is full")
        return self.due(now, limit)

    def on_rendered(self, batch: list[Delivery], results: list[RenderResult]) -> None:
        self.rendered += [one.number for one in results]

    def delete_expired(self, now: float) -> int:
        self.cleanups += 1
        return 0

    def callbacks(self) -> WorkerCallbacks:
        return WorkerCallbacks(
            self.due,
            self.next_due,
            self.render,
            self.on_rendered,
            self.delete_expired,
            lambda: 10.0,
        )


def test_everything_due_is_rendered_once() -> None:
    queue = Queue(CLEANUP_EVERY + 5)

    async def run() -> None:
        task = asyncio.create_task(Worker(queue.callbacks()).run())
        while not queue.cleanups:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert queue.rendered[: 2 * BATCH] == list(range(2 * BATCH))
    assert len(queue.rendered) == len(set(queue.rendered))
    assert queue.cleanups == 1


def test_a_wake_finds_new_work() -> None:
    queue = Queue(0)

    async def run() -> None:
        worker = Worker(queue.callbacks())
        task = asyncio.create_task(worker.run())
        await asyncio.sleep(0)
        queue.waiting = Queue(3).waiting
        worker.wake()
        while len(queue.rendered) < 3:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert queue.rendered == [0, 1, 2]


def test_what_is_not_due_yet_waits() -> None:
    queue = Queue(1)
    later = Delivery(9, "9=", "t", 1, Person("c", {}), {}, 0.0, due=99.0)
    queue.waiting.append(later)

    async def run() -> list[int]:
        worker = Worker(queue.callbacks())
        return [await worker.step(), await worker.step()]

    assert asyncio.run(run()) == [1, 0]
    assert queue.waiting == [later]


def test_a_full_disk_does_not_end_the_rendering() -> None:
    queue = Queue(2)

    async def run() -> None:
        worker = Worker(replace(queue.callbacks(), due=queue.broken))
        task = asyncio.create_task(worker.run())
        while len(queue.rendered) < 2:
            worker.wake()
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert queue.rendered == [0, 1]
