"""Events keep their order, a slow page is let go, and a stop ends every stream."""

import asyncio
from collections.abc import AsyncIterator

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.web.sse import HEARTBEAT, MAX_QUEUED, Broadcast, Heartbeat, encode_event


def test_an_event_is_one_line_of_json() -> None:
    event = encode_event("update", {"name": "a\nb", "n": 1}, number=7)
    assert event == b'id: 7\nevent: update\ndata: {"name":"a\\nb","n":1}\n\n'


@given(st.text())
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    body = encode_event("update", text)
    assert body.count(b"\n") == 3
    assert b"\r" not in body


async def _take(stream: AsyncIterator[bytes], count: int) -> list[bytes]:
    return [await anext(stream) for _ in range(count)]


def test_every_page_gets_every_event_in_order() -> None:
    async def story() -> None:
        broadcast = Broadcast()
        stream = broadcast.stream(b"first\n\n", watching="order_shipped")
        assert (await anext(stream)).endswith(b"first\n\n")
        assert broadcast.watched == {"order_shipped"}
        broadcast.publish(b"1")
        broadcast.publish(b"2")
        assert await _take(stream, 2) == [b"1", b"2"]
        broadcast.close()
        assert [rest async for rest in stream] == []
        assert broadcast.watched == set()

    asyncio.run(story())


def test_silence_is_filled_with_beats_that_a_page_can_miss() -> None:
    async def story() -> None:
        broadcast = Broadcast()
        stream = broadcast.stream(b"", heartbeat=Heartbeat(0.001, HEARTBEAT.event))
        _, beat = await _take(stream, 2)
        assert beat.startswith(b"event: beat\ndata: ")
        broadcast.close()
        assert [rest async for rest in stream if rest != beat] == []

    asyncio.run(story())


def test_a_page_that_reads_too_slowly_is_let_go() -> None:
    async def story() -> None:
        broadcast = Broadcast()
        stream = broadcast.stream(b"")
        await anext(stream)
        for number in range(MAX_QUEUED + 1):
            broadcast.publish(str(number).encode())
        assert [rest async for rest in stream] == []

    asyncio.run(story())
