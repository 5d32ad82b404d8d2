"""A port and a server: bind the first free port, run an app on it until stopped."""

import asyncio
import contextlib
import errno
import os
import socket
from collections.abc import Callable
from types import FrameType

import h11
import uvicorn
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from inbox_toolkit.errors import UsageError

PORTS_TRIED = 20
GRACE_SECONDS = 2
MAX_MESSAGE_BYTES = 16 * 1024 * 1024
"""Of a WebSocket's message: the text of the largest file, every character of it escaped."""
REQUEST_SECONDS = 15.0
"""How long a peer may take to send a request; on this machine it takes milliseconds."""


def bind(host: str, port: int, *, tries: int = PORTS_TRIED) -> socket.socket:
    """Return a socket bound to ``port`` or the next free one after it; port 0 takes any.

    Raises UsageError where the host is not one of this machine's, or every port tried is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = min(port + max(tries, 1) - 1, 65535)
    for candidate in range(port, last + 1):
        try:
            return _bound(family, host, candidate)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise UsageError(
                    f"cannot listen on {host!r}: {error.strerror or error}",
                    help="give an address of this machine, such as --host 127.0.0.1",
                ) from error
    raise UsageError(
        f"no free port from {port} to {last} on {host}", help="choose another one with --port"
    )


def url_of(bound: socket.socket) -> str:
    """Return the address to open; one that listens everywhere is reached at 127.0.0.1."""
    host, port = bound.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class DeadlineProtocol(H11Protocol):
    """HTTP/1.1 in which a request that has begun has to be complete within ``REQUEST_SECONDS``.

    uvicorn limits only how long a connection may idle between requests. A peer that breaks the
    protocol is hung up on without a traceback.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; its first request is due."""
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self._unwatch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came; a part of a request keeps the time that began with its first byte."""
        super().data_received(data)
        self._update()

    def on_response_complete(self) -> None:
        """Go on with the connection; what follows the answer has a time of its own."""
        self._unwatch()
        super().on_response_complete()
        self._update()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; where an answer has begun, it just ends."""
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:
            self.transport.close()

    def _update(self) -> None:
        """Watch a connection while a part of a request has come, but not all of it."""
        state = self.conn.their_state
        if state is h11.SEND_BODY or (state is h11.IDLE and self.conn.trailing_data[0]):
            self._watch()
        else:
            self._unwatch()

    def _watch(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _unwatch(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _without_disconnects(app: ASGIApp) -> ASGIApp:
    """Wrap an app so that a peer that goes away in the middle of a request is no error of ours."""

    async def quiet(scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(ClientDisconnect):
            await app(scope, receive, send)

    return quiet


class Server(uvicorn.Server):
    """uvicorn; ``on_stop`` must end open event streams, else it would wait for them forever."""

    def __init__(self, app: ASGIApp, *, on_stop: Callable[[], None]) -> None:
        config = uvicorn.Config(
            _without_disconnects(app),
            http=DeadlineProtocol,
            ws="wsproto",
            ws_max_size=MAX_MESSAGE_BYTES,
            log_level="error",
            access_log=False,
            lifespan="on",
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=60,
        )
        super().__init__(config)
        self._on_stop = on_stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop on a signal: streams first, so that nothing is left open."""
        self._on_stop()
        super().handle_exit(sig, frame)

    def stop(self) -> None:
        """Stop from the event loop's thread, as a test does."""
        self._on_stop()
        self.should_exit = True

    def serve_on(self, bound: socket.socket) -> None:
        """Run until stopped; Ctrl-C ends it quietly."""
        with contextlib.suppress(KeyboardInterrupt):
            self.run(sockets=[bound])


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    # Named, because asyncio switches Nagle's algorithm off only where the protocol is: without it
    # every answer after a connection's first waits 40 ms for an acknowledgement.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share one port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound
