"""What an editor is asked to show: a message, a question, a page."""

import asyncio
import logging
from collections.abc import Sequence

from inbox_toolkit.language_server.jsonrpc import Connection, RpcError
from inbox_toolkit.text.presentable import presentable

log = logging.getLogger(__name__)

ERROR, WARNING, INFO = 1, 2, 3
"""``MessageType``."""
QUESTION_SECONDS = 300.0
"""How long a question waits for its answer; after that it counts as declined."""


def _lines(text: str) -> str:
    return "\n".join(presentable(line) for line in text.splitlines())


class Editor:
    """One client's windows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def show(self, kind: int, text: str) -> None:
        """Show a message."""
        self._connection.notify("window/showMessage", {"type": kind, "message": _lines(text)})

    def log(self, kind: int, text: str) -> None:
        """Write a line to the log that the editor keeps of this server."""
        self._connection.notify("window/logMessage", {"type": kind, "message": _lines(text)})

    async def ask(self, text: str, answers: Sequence[str]) -> str | None:
        """Ask a question; return one of the answers, None where it was dismissed.

        An editor that cannot ask, or answers with anything else, has declined.
        """
        actions = [{"title": one} for one in answers]
        params = {"type": WARNING, "message": _lines(text), "actions": actions}
        try:
            async with asyncio.timeout(QUESTION_SECONDS):
                answer = await self._connection.request("window/showMessageRequest", params)
        except (RpcError, TimeoutError) as error:
            log.info("a question was not answered: %s", error)
            return None
        title = answer.get("title") if isinstance(answer, dict) else None
        return title if title in answers else None

    async def open(self, url: str) -> None:
        """Open a page outside the editor, or say where it is."""
        try:
            answer = await self._connection.request(
                "window/showDocument", {"uri": url, "external": True}
            )
        except RpcError:
            answer = None
        if not (isinstance(answer, dict) and answer.get("success")):
            self.show(INFO, f"The preview is at {url}")
