"""What all endpoints share."""

import asyncio
from pathlib import Path

from inbox_toolkit.sandbox.models import AcceptedSend, new_delivery_id
from inbox_toolkit.sandbox.people import new_person
from inbox_toolkit.sandbox.service import Service, Setup


def test_it_renders_while_it_runs(folder: Path) -> None:
    service = Service(folder, Setup())
    person = new_person("id", "x")
    send = AcceptedSend(new_delivery_id(), "welcome", 44, person, {}, 0.0, 0.0, is_newcomer=True)

    async def run() -> None:
        async with service.running():
            assert service.started.is_set()
            service.accept(send)
            assert await asyncio.to_thread(service.wait_settled, 10)

    asyncio.run(run())
    assert service.people.find("id", "x") == person
    assert [one.delivery_id for one in service.inbox(person.cio_id)] == [send.delivery_id]
    service.store.close()


def test_waiting_ends_without_a_verdict(folder: Path) -> None:
    service = Service(folder, Setup())
    person = new_person("id", "x")
    service.store.accept([AcceptedSend(new_delivery_id(), "welcome", 44, person, {}, 0.0, 0.0)])
    assert not service.wait_settled(0.001)
    service.store.close()


def test_a_call_without_a_loop_does_nothing(folder: Path) -> None:
    service = Service(folder, Setup())
    service.call(lambda: 1 / 0)
    service.store.close()


def test_many_changes_are_one_event(folder: Path) -> None:
    service = Service(folder, Setup())

    async def run() -> list[bytes]:
        stream = service.changes.stream(b"hello")
        got = [await anext(stream)]
        for _ in range(100):
            service.announce()
        got.append(await anext(stream))
        service.close_streams()
        return got + [each async for each in stream]

    assert len(asyncio.run(run())) == 2
    service.store.close()
