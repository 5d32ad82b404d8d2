"""A port and a server: bind the first free port, run an app on it until stopped."""

import contextlib
import errno
import os
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from inbox_toolkit.errors import UsageError

PORTS_TRIED = 20
GRACE_SECONDS = 2


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


class Server(uvicorn.Server):
    """uvicorn; ``on_stop`` must end open event streams, else it would wait for them forever."""

    def __init__(self, app: ASGIApp, *, on_stop: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
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
