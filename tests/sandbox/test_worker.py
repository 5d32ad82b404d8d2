"""The worker: everything due is rendered, in batches, and nothing is forgotten too often."""

import asyncio
import sqlite3
from dataclasses import replace

from inbox_toolkit.sandbox.models import Delivery, RenderResult
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.worker import BATCH, FORGET_EVERY, Worker, WorkerCallbacks


class Journal:
    """A journal in a list."""

    def __init__(self, count: int) -> None:
        self.waiting = [
            Delivery(n, f"{n}=", "t", 1, Person("c", {}), {}, 0.0, due=0.0) for n in range(count)
        ]
        self.told: list[int] = []
        self.forgotten = 0
        self.due_asked = 0

    def due(self, now: float, limit: int) -> list[Delivery]:
        return [one for one in self.waiting if one.due is not None and one.due <= now][:limit]

    def next_due(self) -> float | None:
        return min((one.due for one in self.waiting if one.due is not None), default=None)

    def judge(self, batch: list[Delivery]) -> list[RenderResult]:
        self.waiting = [one for one in self.waiting if one not in batch]
        return [RenderResult(one.number, 0.0, None) for one in batch]

    def broken(self, now: float, limit: int) -> list[Delivery]:
        self.due_asked += 1
        if self.due_asked == 1:
            raise sqlite3.OperationalError("database or disk is full")
        return self.due(now, limit)

    def heard(self, batch: list[Delivery], verdicts: list[RenderResult]) -> None:
        self.told += [one.number for one in verdicts]

    def forget(self, now: float) -> int:
        self.forgotten += 1
        return 0

    def work(self) -> WorkerCallbacks:
        return WorkerCallbacks(
            self.due, self.next_due, self.judge, self.heard, self.forget, lambda: 10.0
        )


def test_everything_due_is_rendered_once() -> None:
    journal = Journal(FORGET_EVERY + 5)

    async def run() -> None:
        task = asyncio.create_task(Worker(journal.work()).run())
        while not journal.forgotten:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert journal.told[: 2 * BATCH] == list(range(2 * BATCH))
    assert len(journal.told) == len(set(journal.told))
    assert journal.forgotten == 1


def test_a_wake_finds_new_work() -> None:
    journal = Journal(0)

    async def run() -> None:
        worker = Worker(journal.work())
        task = asyncio.create_task(worker.run())
        await asyncio.sleep(0)
        journal.waiting = Journal(3).waiting
        worker.wake()
        while len(journal.told) < 3:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert journal.told == [0, 1, 2]


def test_what_is_not_due_yet_waits() -> None:
    journal = Journal(1)
    later = Delivery(9, "9=", "t", 1, Person("c", {}), {}, 0.0, due=99.0)
    journal.waiting.append(later)

    async def run() -> list[int]:
        worker = Worker(journal.work())
        return [await worker.step(), await worker.step()]

    assert asyncio.run(run()) == [1, 0]
    assert journal.waiting == [later]


def test_a_full_disk_does_not_end_the_rendering() -> None:
    journal = Journal(2)

    async def run() -> None:
        worker = Worker(replace(journal.work(), due=journal.broken))
        task = asyncio.create_task(worker.run())
        while len(journal.told) < 2:
            worker.wake()
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    assert journal.told == [0, 1]
