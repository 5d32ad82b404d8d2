"""Sends that wait together are committed together, and each hears of its own fate."""

import asyncio
import threading
from collections.abc import Sequence

import pytest
from inbox_toolkit.sandbox.models import AcceptedSend, new_delivery_id
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.store import GroupCommit


def send() -> AcceptedSend:
    return AcceptedSend(new_delivery_id(), "t", 1, Person("c", {}), {}, 0.0, 0.0)


def test_what_comes_while_one_commit_is_flushed_shares_the_next() -> None:
    batches: list[int] = []
    first = threading.Event()

    def write(batch: Sequence[AcceptedSend]) -> None:
        batches.append(len(batch))
        first.wait(10)

    async def run() -> None:
        commit = GroupCommit(write, flushes=True)
        waiting = [asyncio.create_task(commit.add(send())) for _ in range(1)]
        while not batches:
            await asyncio.sleep(0)
        waiting += [asyncio.create_task(commit.add(send())) for _ in range(9)]
        await asyncio.sleep(0)
        first.set()
        await asyncio.gather(*waiting)

    asyncio.run(run())
    assert batches == [1, 9]


@pytest.mark.parametrize("flushes", [True, False])
def test_a_failed_write_is_every_waiters(flushes: bool) -> None:
    def write(batch: Sequence[AcceptedSend]) -> None:
        raise OSError("disk full")

    async def run() -> list[object]:
        commit = GroupCommit(write, flushes=flushes)
        adding = [commit.add(send()) for _ in range(3)]
        return list(await asyncio.gather(*adding, return_exceptions=True))

    assert [str(one) for one in asyncio.run(run())] == ["disk full"] * 3


def test_a_client_that_has_gone_changes_nothing() -> None:
    stored: list[AcceptedSend] = []
    going = threading.Event()

    def write(batch: Sequence[AcceptedSend]) -> None:
        going.wait(10)
        stored.extend(batch)

    async def run() -> None:
        commit = GroupCommit(write, flushes=True)
        left, stays = (asyncio.create_task(commit.add(send())) for _ in range(2))
        await asyncio.sleep(0)
        left.cancel()
        going.set()
        await stays

    asyncio.run(run())
    assert len(stored) == 2
