"""JSON-RPC 2.0 with one client, over anything that carries messages in order.

``Connection`` knows methods, answers and errors, and nothing of editors. Each message is one JSON
text; ``stdio`` frames them for pipes, a WebSocket carries them as they are.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[str | bytes | None]]
"""Returns the client's next message; None where there will be no more."""
Send = Callable[[str], Awaitable[None]]
"""Hands a message to the client; called for one message after the other."""
Handler = Callable[[Any], Awaitable[Any]]
"""Takes the parameters of a request or notification; returns the result of a request."""

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
SERVER_NOT_INITIALIZED = -32002
REQUEST_CANCELLED = -32800
REQUEST_FAILED = -32803

MAX_PENDING = 1_000
"""Requests that may wait for their answer; a client that asks for more is refused."""


class RpcError(Exception):
    """An error to answer a request with, or one that the client answered with."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Connection:
    """One client. Everything here runs on one event loop.

    ``handler_of`` returns the handler of a method, None for one that is not known. Handlers start
    in the order of their messages and run concurrently.
    """

    def __init__(
        self, receive: Receive, send: Send, *, handler_of: Callable[[str], Handler | None]
    ) -> None:
        self._receive = receive
        self._send = send
        self._handler_of = handler_of
        self._tasks: set[asyncio.Task[None]] = set()
        self._requests: dict[int | str, asyncio.Task[None]] = {}
        self._asked: dict[int | str, asyncio.Future[Any]] = {}
        self._count = 0
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue()
        self._is_closing = False

    async def run(self) -> None:
        """Answer the client until it, or ``close``, ends the connection."""
        writer = asyncio.create_task(self._write())
        try:
            while not self._is_closing and (message := await self._receive()) is not None:
                self._take(message)
                await asyncio.sleep(0)  # the handler begins before the next message is looked at
        finally:
            for task in (*self._tasks, *self._asked.values()):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._outbox.put_nowait(None)
            await asyncio.gather(writer, return_exceptions=True)

    def close(self) -> None:
        """Take no further message; what is being worked on is cancelled."""
        self._is_closing = True

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._put({"method": method, "params": params})

    async def request(self, method: str, params: object) -> Any:
        """Ask the client for something and return its answer; raises RpcError where it refuses."""
        self._count += 1
        number = self._count
        self._asked[number] = answer = asyncio.get_running_loop().create_future()
        self._put({"id": number, "method": method, "params": params})
        try:
            return await answer
        finally:
            del self._asked[number]

    def _take(self, text: str | bytes) -> None:
        """Start what a message asks for."""
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            self._refuse(None, RpcError(PARSE_ERROR, "the message is not JSON"))
            return
        if not isinstance(message, dict):
            self._refuse(None, RpcError(INVALID_REQUEST, "expected a JSON-RPC message"))
            return
        method, number = message.get("method"), message.get("id")
        if isinstance(method, str) and "id" not in message:
            self._notified(method, message.get("params"))
        elif isinstance(method, str) and isinstance(number, int | str):
            self._requested(number, method, message.get("params"))
        elif "method" not in message and isinstance(number, int | str):
            self._answered(number, message)
        else:
            self._refuse(None, RpcError(INVALID_REQUEST, "expected a JSON-RPC message"))

    def _notified(self, method: str, params: Any) -> None:
        if method == "$/cancelRequest":
            number = params.get("id") if isinstance(params, dict) else None
            task = self._requests.get(number) if isinstance(number, int | str) else None
            if task is not None:
                task.cancel()
            return
        handler = self._handler_of(method)
        if handler is not None:
            self._start(self._handle(handler, method, params))

    def _requested(self, number: int | str, method: str, params: Any) -> None:
        handler = self._handler_of(method)
        if number in self._requests or len(self._requests) >= MAX_PENDING:
            self._refuse(number, RpcError(INVALID_REQUEST, "this id, or too much, is pending"))
        elif handler is None:
            self._refuse(number, RpcError(METHOD_NOT_FOUND, f"{method[:100]!r} is not supported"))
        else:
            self._requests[number] = self._start(self._answer(number, handler, params))

    async def _handle(self, handler: Handler, method: str, params: Any) -> None:
        try:
            await handler(params)
        except RpcError as error:
            log.warning("%s: %s", method, error.message)
        except Exception:
            log.exception("%s failed", method)

    async def _answer(self, number: int | str, handler: Handler, params: Any) -> None:
        try:
            result = await handler(params)
        except RpcError as error:
            self._refuse(number, error)
        except asyncio.CancelledError:
            self._refuse(number, RpcError(REQUEST_CANCELLED, "cancelled"))
            raise
        except Exception:
            log.exception("a request failed")
            self._refuse(number, RpcError(INTERNAL_ERROR, "the request failed; see the log"))
        else:
            self._put({"id": number, "result": result})
        finally:
            self._requests.pop(number, None)

    def _answered(self, number: int | str, message: dict[str, Any]) -> None:
        waiting = self._asked.get(number)
        if waiting is None or waiting.done():
            return
        error = message.get("error")
        if error is None:
            waiting.set_result(message.get("result"))
        else:
            found = error if isinstance(error, dict) else {}
            waiting.set_exception(RpcError(INTERNAL_ERROR, str(found.get("message"))))

    def _start(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _refuse(self, number: int | str | None, error: RpcError) -> None:
        self._put({"id": number, "error": {"code": error.code, "message": error.message}})

    def _put(self, message: dict[str, object]) -> None:
        self._outbox.put_nowait(json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")))

    async def _write(self) -> None:
        """Send what waits, one message after the other; a client that is gone hears nothing."""
        while (message := await self._outbox.get()) is not None:
            await self._send(message)
