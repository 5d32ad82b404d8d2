"""One sandbox from start to stop: a project, a database, a port; served here or on a thread."""

import contextlib
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from inbox_toolkit.project.hosts import is_loopback
from inbox_toolkit.sandbox.app import create_app
from inbox_toolkit.sandbox.faults import Fault
from inbox_toolkit.sandbox.page import PageSettings
from inbox_toolkit.sandbox.service import Service, Setup
from inbox_toolkit.web.server import Server, bind, url_of

DEFAULT_PORT = 4700
_EXPOSED = "This page can be reached from other machines, so it changes nothing."
SDK_PORTS = (3010, 3009)
"""The queue and realtime ports that the web SDK uses with ``env: "local"``."""


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """Where to listen, which faults to inject, which further host names to answer for.

    ``for_sdk`` also listens on the ports where the web SDK looks for a local server.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    faults: tuple[Fault, ...] = ()
    names: frozenset[str] = frozenset()
    for_sdk: bool = False
    setup: Setup = field(default_factory=Setup)


class Sandbox:
    """A sandbox bound to its port; a context manager serves it on a thread for a block.

    Raises:
        ProjectError: there is no usable project.
        UsageError: no port is free, or another sandbox is using the database.
    """

    def __init__(self, folder: Path, options: SandboxOptions) -> None:
        self._sockets = [bind(options.host, options.port)]
        self.url = url_of(self._sockets[0])
        self.port: int = self._sockets[0].getsockname()[1]
        self.requested_port = options.port
        self.host = options.host
        try:
            for port in SDK_PORTS if options.for_sdk else ():
                self._sockets.append(bind("127.0.0.1", port, tries=1))
            self._app = create_app(
                folder,
                options.setup,
                faults=options.faults,
                names=options.names,
                page=PageSettings(self.url, "" if is_loopback(options.host) else _EXPOSED),
            )
        except BaseException:
            self._close()
            raise
        self._server = Server(self._app, on_stop=self.service.close_streams)
        self._thread: threading.Thread | None = None

    @property
    def service(self) -> Service:
        """The state that the endpoints share."""
        return self._app.service

    def serve(self) -> None:
        """Serve until Ctrl-C or ``stop``."""
        try:
            with contextlib.suppress(KeyboardInterrupt):
                self._server.run(sockets=self._sockets)
        finally:
            self._close()
            self._app.close()

    def stop(self) -> None:
        """Stop serving, from any thread."""
        self.service.call(self._server.stop)

    def _close(self) -> None:
        for one in self._sockets:
            one.close()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve, name="sandbox")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.service.started.wait(timeout=20)
        self.stop()
        if self._thread is not None:
            self._thread.join(timeout=20)
