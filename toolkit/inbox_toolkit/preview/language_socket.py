"""``/api/lsp``: the language server for the page's editor, over a WebSocket, in this process.

The server itself is handed in by whoever starts the preview. It sees only files of the project,
and hears of every file that the preview hears of.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from inbox_toolkit.preview.session import Session

MAX_SOCKETS = 16
"""Editors at once; each has a thread and what it knows of the project."""
_TRY_AGAIN_LATER = 1013


class ServeMessages(Protocol):
    """Serves one client until ``receive`` returns None."""

    def __call__(
        self,
        receive: Callable[[], Awaitable[str | bytes | None]],
        send: Callable[[str], Awaitable[None]],
        *,
        root: Path,
    ) -> Awaitable[object]:
        """Answer the client's messages, each of them one JSON text."""


@dataclass(frozen=True, slots=True)
class LanguageService:
    """A language server: ``file_changes`` makes the message that tells of changed files."""

    serve: ServeMessages
    file_changes: Callable[[Iterable[Path]], str]


def language_route(session: Session, load: Callable[[], LanguageService]) -> WebSocketRoute:
    """Return the route; ``load`` is called when the first editor connects."""
    return WebSocketRoute("/api/lsp", _Sockets(session, load).serve)


class _Sockets:
    def __init__(self, session: Session, load: Callable[[], LanguageService]) -> None:
        self._session = session
        self._load = load
        self._open = 0

    async def serve(self, socket: WebSocket) -> None:
        """Serve one editor until it goes."""
        if self._open >= MAX_SOCKETS:
            await socket.close(_TRY_AGAIN_LATER, "too many editors are open")
            return
        self._open += 1
        try:
            service = await asyncio.to_thread(self._load)
            await socket.accept()
            await self._talk(socket, service)
        finally:
            self._open -= 1

    async def _talk(self, socket: WebSocket, service: LanguageService) -> None:
        inbox: asyncio.Queue[str | None] = asyncio.Queue()

        def on_files(paths: Iterable[Path]) -> None:
            inbox.put_nowait(service.file_changes(paths))

        async def read() -> None:
            try:
                while True:
                    inbox.put_nowait(await socket.receive_text())
            except (WebSocketDisconnect, KeyError):  # KeyError: bytes, which no editor sends
                inbox.put_nowait(None)

        reader = asyncio.create_task(read())
        try:
            with self._session.file_subscription(on_files):
                root = self._session.state.workspace.root
                await service.serve(inbox.get, _send(socket), root=root)
        finally:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)
            await _close(socket)


def _send(socket: WebSocket) -> Callable[[str], Awaitable[None]]:
    async def send(message: str) -> None:
        try:
            await socket.send_text(message)
        except (WebSocketDisconnect, RuntimeError):  # it has just gone, which ``read`` notices
            return

    return send


async def _close(socket: WebSocket) -> None:
    try:
        await socket.close()
    except (WebSocketDisconnect, RuntimeError):  # the other side was first
        return
