"""How much the sandbox takes: sends a second and their slowest, long lists, many listeners.

    python -m benchmarks sandbox

The sandbox runs in a process of its own; this one asks over keep-alive connections, so both share
the machine. Numbers are of sends answered 200; each is checked to be in the list afterwards.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from inbox_toolkit.sandbox.models import AcceptedSend, RenderResult, new_delivery_id
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.store import Store

from benchmarks.rows import Aim, Row, percentile
from tests.support.sandbox_server import order_project

CLIENTS = 32
BODY = json.dumps(
    {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": {"order_id": "7", "product": "Blue widget", "items": [{"n": 1}, {"n": 2}]},
    }
).encode()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "inbox_toolkit", "sandbox", "--port", "0", "--project", str(folder), "--set", "reads_per_second=0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    url = process.stdout.readline().strip().partition("=")[2]
    try:
        yield urlsplit(url).netloc
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bytes:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    body = await reader.readexactly(length)
    assert head.startswith(b"HTTP/1.1 200"), head + body
    return body


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):  # the sandbox may have hung up first
        await writer.wait_closed()


def request(netloc: str, method: str, path: str, body: bytes = b"") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: {netloc}\r\nAuthorization: Bearer k\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def send_for(netloc: str, seconds: float) -> list[float]:
    waits: list[float] = []
    host, port = netloc.split(":")
    whole = request(netloc, "POST", "/v1/send/inbox_message", BODY)
    until = time.perf_counter() + seconds

    async def client() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        while (began := time.perf_counter()) < until:
            await ask(reader, writer, whole)
            waits.append(time.perf_counter() - began)
        await closed(writer)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return waits


def sends(folder: Path, seconds: float, *options: str) -> tuple[float, float]:
    """Return the sends a second, and how long all but one in a hundred wait, in ms."""
    with running(folder, *options) as netloc:
        asyncio.run(send_for(netloc, min(1, seconds)))
        waits = asyncio.run(send_for(netloc, seconds))
    return len(waits) / seconds, percentile(waits, 0.99) * 1000


def lists(folder: Path, journal: Path, count: int) -> float:
    """Return the median of the slowest of the pages of a long list, in ms."""
    fill(journal, count)
    with running(folder, "--db", str(journal)) as netloc:
        return asyncio.run(slowest_page(netloc, count)) * 1000


def fill(journal: Path, count: int) -> None:
    store = Store(journal)
    person = Person("c", {"id": "user_123"})
    now = time.time()
    step = min(10_000, count)
    for start in range(0, count, step):
        ids = range(start, start + step)
        store.accept(
            [
                AcceptedSend(
                    new_delivery_id(),
                    "order_shipped",
                    1,
                    person,
                    {"message_data": {"order_id": str(n)}},
                    now - count + n,
                    now,
                )
                for n in ids
            ]
        )
        store.store_results(
            [
                RenderResult(
                    n + 1, now, None if n % 100 else "no", "{}", {"n": n} if n % 100 else None
                )
                for n in ids
            ]
        )
    store.close()


async def slowest_page(netloc: str, count: int) -> float:
    reader, writer = await asyncio.open_connection(*netloc.split(":"))
    medians = []
    for path in (
        "/v1/messages?limit=50",
        f"/v1/messages?limit=50&start={count // 2}",
        "/v1/messages?limit=50&metric=failed",
        "/v1/customers/user_123/messages?limit=50",
        "/v1/transactional/1/messages?limit=50",
    ):
        waits = []
        for _ in range(20):
            began = time.perf_counter()
            await ask(reader, writer, request(netloc, "GET", path))
            waits.append(time.perf_counter() - began)
        medians.append(percentile(waits, 0.5))
    await closed(writer)
    return max(medians)


async def listen(netloc: str, count: int) -> float:
    """Return how long after a send the last of many listeners hears of it, in seconds."""
    host, port = netloc.split(":")
    pairs = []
    for _ in range(count):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(request(netloc, "GET", "/api/v3/sse?userToken=dXNlcl8xMjM="))
        pairs.append((reader, writer))
    await asyncio.gather(
        *(reader.readuntil(b"event: inbox_messages\ndata: []\n\n") for reader, _ in pairs)
    )
    reader, writer = await asyncio.open_connection(host, int(port))
    began = time.perf_counter()
    await ask(reader, writer, request(netloc, "POST", "/v1/send/inbox_message", BODY))

    async def heard(one: asyncio.StreamReader) -> float:
        await one.readuntil(b"Order 7")
        return time.perf_counter() - began

    waits = await asyncio.gather(*(heard(one) for one, _ in pairs))
    for one in (writer, *(each for _, each in pairs)):
        await closed(one)
    return max(waits)


def rows(*, quick: bool = False) -> list[Row]:
    """Return rates, and waits in milliseconds as a client sees them."""
    span, listeners, long = (0.3, 50, 2_000) if quick else (10.0, 1_000, 100_000)
    with tempfile.TemporaryDirectory() as name:
        root = order_project(Path(name) / "shop")
        rate, wait = sends(root, span, "--memory")
        safe_rate, safe_wait = sends(root, span, "--db", f"{name}/sends.db")
        with running(root, "--memory") as address:
            heard = asyncio.run(listen(address, listeners)) * 1000
        listed = lists(root, Path(name) / "long.db", long)
    slow = Aim("at most", 50)
    return [
        Row("sandbox.rate", "sandbox, in memory: sends", rate, "/s", Aim("at least", 2_000)),
        Row("sandbox.wait", "sandbox, in memory: 99 of 100 answered within", wait, "ms", slow),
        Row("sandbox.safe-rate", "sandbox, on disk: sends", safe_rate, "/s", Aim("at least", 500)),
        Row("sandbox.safe-wait", "sandbox, on disk: 99 of 100 answered within", safe_wait, "ms", slow),
        Row("sandbox.list", f"50 of {long:,} deliveries listed, the slowest way", listed, "ms"),
        Row("sandbox.listen", f"{listeners:,} listeners: the last one hears after", heard, "ms"),
    ]  # fmt: skip
