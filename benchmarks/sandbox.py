"""How much the sandbox takes: sends a second and their slowest, long lists, many listeners.

Run: python -m benchmarks.sandbox [SECONDS]
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
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.sandboxing import order_project
from toolkit.sandbox.delivery import Accepted, Verdict, new_delivery_id
from toolkit.sandbox.people import Person
from toolkit.sandbox.store import Store

CLIENTS = 32
BODY = json.dumps(
    {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": {"order_id": "7", "product": "Blue widget", "items": [{"n": 1}, {"n": 2}]},
    }
).encode()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[tuple[str, int]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "toolkit", "sandbox", "--port", "0", "--project", str(folder), "--set", "reads_per_second=0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    url = process.stdout.readline().strip().partition("=")[2]
    try:
        yield urlsplit(url).netloc, process.pid
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
        writer.close()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return waits


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sends(folder: Path, name: str, seconds: float, *options: str) -> None:
    with running(folder, *options) as (netloc, pid):
        asyncio.run(send_for(netloc, 1))
        before = cpu_seconds(pid)
        waits = asyncio.run(send_for(netloc, seconds))
        used = cpu_seconds(pid) - before
    waits.sort()
    print(
        f"{name:8} {len(waits) / seconds:7.0f} sends/s   p50 {waits[len(waits) // 2] * 1000:5.1f} ms   "
        f"p99 {waits[int(len(waits) * 0.99)] * 1000:5.1f} ms   worst {waits[-1] * 1000:6.1f} ms   "
        f"{len(waits) / used:6.0f} sends per second of the sandbox's CPU"
    )


def lists(folder: Path, journal: Path, count: int) -> None:
    store = Store(journal)
    person = Person("c", {"id": "user_123"})
    now = time.time()
    for start in range(0, count, 10_000):
        ids = range(start, start + 10_000)
        store.accept(
            [
                Accepted(
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
        store.settle(
            [
                Verdict(n + 1, now, None if n % 100 else "no", "{}", {"n": n} if n % 100 else None)
                for n in ids
            ]
        )
    store.close()

    async def measure(netloc: str) -> None:
        reader, writer = await asyncio.open_connection(*netloc.split(":"))
        for path in (
            "/v1/messages?limit=50",
            f"/v1/messages?limit=50&start={count // 2}",
            "/v1/messages?limit=50&metric=failed",
            "/v1/messages?limit=1000",
            "/v1/customers/user_123/messages?limit=50",
            "/v1/transactional/1/messages?limit=50",
            "/sandbox/deliveries?limit=50",
        ):
            waits = []
            for _ in range(20):
                began = time.perf_counter()
                await ask(reader, writer, request(netloc, "GET", path))
                waits.append(time.perf_counter() - began)
            waits.sort()
            print(
                f"list of {count:,}   median {waits[10] * 1000:6.1f} ms   worst {waits[-1] * 1000:6.1f} ms   {path}"
            )
        writer.close()

    with running(folder, "--db", str(journal)) as (netloc, _):
        asyncio.run(measure(netloc))


async def listen(netloc: str, count: int) -> None:
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
    answered = time.perf_counter() - began

    async def heard(one: asyncio.StreamReader) -> float:
        await one.readuntil(b"Order 7")
        return time.perf_counter() - began

    waits = sorted(await asyncio.gather(*(heard(one) for one, _ in pairs)))
    print(
        f"{count:,} listeners   answered {answered * 1000:5.1f} ms   first hears {waits[0] * 1000:6.1f} ms   last {waits[-1] * 1000:6.1f} ms"
    )
    for _, each in pairs:
        each.close()


if __name__ == "__main__":
    span = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with tempfile.TemporaryDirectory() as name:
        root = order_project(Path(name) / "shop")
        sends(root, "memory", span, "--memory")
        sends(root, "durable", span, "--db", f"{name}/sends.db")
        with running(root, "--memory") as (address, _):
            asyncio.run(listen(address, 1000))
        lists(root, Path(name) / "long.db", 100_000)
