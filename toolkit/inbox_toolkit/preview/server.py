"""One preview from start to stop: validate the project, take a port, watch, serve."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inbox_toolkit.preview.app import preview_app
from inbox_toolkit.preview.language_socket import LanguageService
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.send_case import send_capability
from inbox_toolkit.preview.session import SaveReport, Session
from inbox_toolkit.preview.views.overview import Capabilities, summary
from inbox_toolkit.preview.wire import SendCapability, Summary
from inbox_toolkit.project.hosts import is_loopback
from inbox_toolkit.web.message_frames import RENDERER
from inbox_toolkit.web.server import Server, bind, url_of
from inbox_toolkit.web.static import load_assets
from inbox_toolkit.workspace.reload import watched_folders
from inbox_toolkit.workspace.watcher import Watcher

TURN_SECONDS = 0.0005  # how long the worker keeps the interpreter while a page waits for an answer


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """How to run; None means what the project says.

    ``now`` freezes the templates' clock; ``read_only`` makes the page one that only shows;
    ``embedders`` may show it in a frame.
    """

    host: str | None = None
    port: int | None = None
    poll: bool = False
    now: datetime | None = None
    read_only: bool = False
    embedders: tuple[str, ...] = ()


class Preview:
    """A validated project with a port to serve it on.

    Raises ProjectError where there is no usable project, UsageError where there is no port.
    """

    def __init__(
        self,
        root: Path,
        wishes: PreviewOptions,
        *,
        load_language_service: Callable[[], LanguageService] | None = None,
        on_saved: Callable[[SaveReport], None] = lambda _: None,
        on_error: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        self._wishes = wishes
        self._has_language_server = load_language_service is not None
        self.state = ProjectState(root, now=wishes.now)
        self.state.validate_pending()
        settings = self.state.workspace.config.preview
        self.port_wanted = settings.port if wishes.port is None else wishes.port
        self.host = wishes.host or settings.host
        self._on_saved = on_saved
        self._socket = bind(self.host, self.port_wanted)
        self.url = url_of(self._socket)
        self.port: int = self._socket.getsockname()[1]
        self.session = Session(
            self.state,
            capabilities=self._offers(),
            on_saved=self._report_save,
            on_error=on_error,
        )
        self._watcher = Watcher(self.session.on_change, poll=wishes.poll)
        names = frozenset({self.host.lower()})
        app = preview_app(
            self.session,
            cookie=f"inbox_preview_{self.port}",
            names=names,
            read_only=self._read_only,
            embedders=wishes.embedders,
            load_language_service=load_language_service,
        )
        self._server = Server(app, on_stop=self.session.broadcast.close)

    @property
    def summary(self) -> Summary:
        """How many templates, cases, errors and warnings there are."""
        return summary(self.state)

    @property
    def exposed(self) -> bool:
        """Whether the page can be reached from other machines."""
        return not is_loopback(self._socket.getsockname()[0])

    def serve(self) -> None:
        """Watch and serve until Ctrl-C or ``stop``."""
        self._watch()
        self._watcher.start()
        try:
            with _low_latency():
                self._server.serve_on(self._socket)
        finally:
            self._watcher.stop()
            self._socket.close()

    def close(self) -> None:
        """Give the port back without having served."""
        self._socket.close()

    def stop(self) -> None:
        """Stop serving; may be called from any thread."""
        self.session.call(self._server.stop)

    def _offers(self) -> Capabilities:
        config = self.state.workspace.config
        return Capabilities(
            read_only=self._read_only,
            language_server=config.root.resolve().as_uri()
            if self._has_language_server and not self._read_only
            else None,
            renderer=RENDERER in load_assets(),
            send=SendCapability(why=self._read_only)
            if self._read_only
            else send_capability(config, os.environ),
        )

    @property
    def _read_only(self) -> str:
        """Why nothing can be changed from the page, or nothing."""
        if self.exposed:
            return "This page can be reached from other machines, so it changes nothing."
        return "This preview was started with --read-only." if self._wishes.read_only else ""

    def _report_save(self, one: SaveReport) -> None:
        self._watch()  # a folder may have come, or have another name in the configuration
        self._on_saved(one)

    def _watch(self) -> None:
        self._watcher.watch(*watched_folders(self.state.workspace.config))


@contextmanager
def _low_latency() -> Iterator[None]:
    """Answer promptly for the length of the block.

    What was read at the start stays to the end: looking through it for garbage, which takes 70 ms
    in a project of 2,000 cases, would hold up a save now and then.
    """
    turn = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        sys.setswitchinterval(turn)
