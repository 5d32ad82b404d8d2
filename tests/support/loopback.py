"""A real HTTP(S) server on loopback that answers by script, and can misbehave on the wire."""

import json
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Scripted:
    """One answer. ``wire`` is ``whole``, ``cut`` (half a body), ``reset`` or ``hang`` (none)."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    wire: str = "whole"


def as_json(document: object, status: int = 200, **headers: str) -> Scripted:
    """Script a JSON answer; ``Retry_After="1"`` becomes the header ``Retry-After``."""
    listed = (("Content-Type", "application/json; charset=utf-8"),)
    more = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Scripted(status, json.dumps(document).encode(), listed + more)


@dataclass
class Loopback:
    """The server: queue answers with ``script``; read what came from ``seen``.

    With an empty queue, ``route`` answers, or a 500 that says the script ran out.
    """

    url: str
    seen: list[Seen] = field(default_factory=list)
    queue: deque[Scripted] = field(default_factory=deque)
    route: Callable[[Seen], Scripted] | None = None
    closing: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def script(self, *answers: Scripted) -> None:
        self.queue.extend(answers)

    def wait_for_requests(self, count: int, seconds: float = 20) -> None:
        """Return when so many requests have arrived."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.seen) >= count, seconds)

    def answer(self, seen: Seen) -> Scripted:
        with self.arrived:
            self.seen.append(seen)
            self.arrived.notify_all()
        if self.queue:
            return self.queue.popleft()
        if self.route is not None:
            return self.route(seen)
        return Scripted(500, b"the script ran out")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body leave in two writes
    loopback: Loopback

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class
        """Say nothing."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._put(self.loopback.answer(Seen(self.command, self.path, headers, body)))

    def _put(self, answer: Scripted) -> None:
        if answer.wire in {"reset", "hang"}:
            if answer.wire == "hang":
                self.loopback.closing.wait(10)
            self._reset()
            return
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        cut = answer.wire == "cut"
        self.wfile.write(answer.body[: len(answer.body) // 2] if cut else answer.body)
        self.wfile.flush()
        self.close_connection = self.close_connection or cut

    def _reset(self) -> None:
        """Close so that the peer gets a reset instead of an end."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves early is part of the tests."""


@contextmanager
def serve_loopback(tls: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "https" if tls else "http"
    handler.loopback = Loopback(f"{scheme}://127.0.0.1:{server.server_address[1]}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield handler.loopback  # type: ignore[attr-defined]
    finally:
        handler.loopback.closing.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """Return a port of 127.0.0.1 where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
