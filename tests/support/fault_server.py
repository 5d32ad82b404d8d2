"""A raw-socket HTTP server: each connection gets exactly the bytes, and the end, that a test says."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Play = Callable[[socket.socket, bytes], None]
"""Answers one request on its connection, which is closed afterwards."""


@dataclass
class FaultServer:
    """``posts`` are the complete POSTs that arrived; ``play`` answers them, ``get`` the reads.

    ``reads_first`` is False to close or reset a connection before its request is read.
    """

    port: int
    play: Play
    get: Play
    reads_first: bool = True
    posts: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def handle(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            if not self.reads_first:
                self.play(connection, b"")
                return
            request = read_request(connection)
            if request.startswith(b"POST"):
                self.posts.append(request)
                self.play(connection, request)
            elif request:
                self.get(connection, request)


def read_request(connection: socket.socket) -> bytes:
    """Return a request up to the end of its body."""
    received = b""
    while b"\r\n\r\n" not in received:
        more = connection.recv(65536)
        if not more:
            return b""
        received += more
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if b"content-length" in line
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def says(content: bytes) -> Play:
    """Answer with bytes and close."""
    return lambda connection, _: connection.sendall(content)


def resets(content: bytes = b"") -> Play:
    """Answer with bytes, if any, and reset the connection."""

    def play(connection: socket.socket, _: bytes) -> None:
        if content:
            connection.sendall(content)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return play


def drips(start: bytes, drop: bytes, *, seconds: float = 0.05) -> Play:
    """Answer with a start and then with drops that do not end, each soon enough for a timeout."""

    def play(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        while True:  # until the peer hangs up, which ``sendall`` raises for
            time.sleep(seconds)
            connection.sendall(drop)

    return play


def http(
    body: bytes, *headers: bytes, status: bytes = b"200 OK", length: int | None = None
) -> bytes:
    """Return a response; ``length`` replaces the true Content-Length, -1 leaves it out."""
    lines = [b"HTTP/1.1 " + status, *headers]
    if length != -1:
        lines.append(b"Content-Length: %d" % (len(body) if length is None else length))
    return b"\r\n".join([*lines, b"Connection: close", b"", body])


@contextmanager
def serve_faults(play: Play, get: Play | None = None) -> Iterator[FaultServer]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = FaultServer(listener.getsockname()[1], play, get or says(http(b"", status=b"404 No")))

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=server.handle, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
