"""Queue items, user tokens, and streams by person."""

import asyncio
import base64
import json
from dataclasses import replace

import pytest
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.sandbox.inbox_wire import (
    InboxStreams,
    inbox_event,
    queue_item,
    theme_headers,
    user_of,
)
from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.people import People, Person
from inbox_toolkit.text.source import Source

PERSON = Person("c1", {"id": "user-1"})
ONE = Delivery(
    7, "d7=", "t", 1, PERSON, {}, 1_768_467_600.25, payload={"a": 1}, sent_at=1_768_467_600.25
)


def test_an_item_has_what_each_client_requires() -> None:
    item = queue_item(replace(ONE, expires_at=1_768_467_660.0, topics=("x",), type="k"))
    assert item["queueId"] == "q7"
    assert item["sentAt"] == "2026-01-15T09:00:00.250000Z"
    assert item["expiry"] == "2026-01-15T09:01:00.000000Z"
    assert (item["topics"], item["type"], item["opened"]) == (["x"], "k", False)
    assert queue_item(ONE)["expiry"] is None


@pytest.mark.parametrize(
    "token", [base64.b64encode(b"user-1").decode(), "dXNlci0x", "user-1", "cio_c1"]
)
def test_a_token_names_a_person(token: str) -> None:
    people = People([Fixture("p", Source("p", ""), {"id": "user-1", "cio_id": "c1"})], [])
    found = user_of(token, people)
    assert found is not None
    assert found.id == "user-1"


@pytest.mark.parametrize("token", ["", "%%%", "/w==", "bm9ib2R5"])
def test_any_other_token_names_nobody(token: str) -> None:
    assert user_of(token, People([], [])) is None


def test_a_push_reaches_the_persons_own_streams() -> None:
    async def watch() -> list[bytes]:
        streams = InboxStreams()
        stream = streams.stream("c1", list)
        got = [each + b"\n\n" for each in (await anext(stream)).split(b"\n\n")[:-1]]
        streams.push("c2", lambda: [ONE])
        streams.push("c1", lambda: [ONE], copies=2)
        got += [await anext(stream) for _ in range(2)]
        streams.close()
        got += [each async for each in stream]
        return got

    got = asyncio.run(watch())
    names = [each.split(b"\n")[0].decode() for each in got]
    assert names == ["event: connected", "event: messages", *["event: inbox_messages"] * 3]
    assert got[3] == got[4] == inbox_event([ONE])
    data = json.loads(got[3].split(b"\n")[1].removeprefix(b"data: "))
    assert data == [queue_item(ONE)]


def test_the_visual_inbox_is_told_of_where_there_are_templates() -> None:
    assert theme_headers(visual=True)["x-cio-inbox-enabled"] == "true"
    assert theme_headers(visual=False)["x-cio-inbox-enabled"] == "false"


@pytest.mark.parametrize("far", [253_402_300_800.0, 1e15, 1e300])
def test_an_expiration_beyond_all_dates_is_the_last_date(far: float) -> None:
    assert queue_item(replace(ONE, expires_at=far))["expiry"].startswith("9999-12-31T23:59:59")
