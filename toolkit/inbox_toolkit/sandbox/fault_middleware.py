"""ASGI middleware that injects faults: latency, error responses, cut bodies, resets."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inbox_toolkit.errors import UsageError
from inbox_toolkit.sandbox.faults import HEADER, Fault, FaultSchedule
from inbox_toolkit.sandbox.request_log import INJECTED_FAULT, SERVER_SEND
from inbox_toolkit.sandbox.responses import json_response

VERDICT_FAULTS = "sandbox.verdict_faults"
"""The scope key under which the faults of a delivery's verdict are passed on."""

_PAGE = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"


class SeveredError(ConnectionError):
    """There is no connection to reset: the app was called without a server."""


@dataclass(frozen=True, slots=True)
class FaultMiddleware:
    """Injects the faults that match a request; without any, the app below answers.

    Requests to paths that are not ``is_faulty`` get none: they are the page's own.
    """

    app: ASGIApp
    faults: FaultSchedule
    is_faulty: Callable[[str], bool] = lambda _: True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with or without a fault."""
        if scope["type"] != "http" or not self.is_faulty(scope["path"]):
            await self.app(scope, receive, send)
            return
        header = Headers(scope=scope).get(HEADER)
        try:
            matching = self.faults.matching(scope["method"], scope["path"], header)
        except UsageError as error:
            text = f"{error.message}; {error.help}\n"
            await PlainTextResponse(text, status_code=400)(scope, receive, send)
            return
        if not matching:
            await self.app(scope, receive, send)
            return
        scope[INJECTED_FAULT] = ", ".join(one.kind for one in matching)
        await asyncio.sleep(sum(one.seconds for one in matching if one.kind == "latency"))
        breaking = [one for one in matching if one.kind in ("status", "html", "reset", "cut")]
        early = next((one for one in breaking if not one.is_late), None)
        if early is not None:
            await _read_to_the_end(receive)
            await _break(early, [], scope, receive, send)
            return
        scope[VERDICT_FAULTS] = [
            one for one in matching if one.kind.endswith(("verdict", "verdicts"))
        ]
        if not breaking:
            await self.app(scope, receive, send)
            return
        answer = await _answer(self.app, scope, receive)
        await _break(breaking[0], answer, scope, receive, send)


async def _answer(app: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    return messages


async def _break(
    fault: Fault, answer: list[Message], scope: Scope, receive: Receive, send: Send
) -> None:
    if fault.kind == "reset":
        _reset(_server_send(scope, send))
    elif fault.kind == "cut":
        await _cut(answer, send, _server_send(scope, send))
    else:
        await _error_response(fault)(scope, receive, send)


def _error_response(fault: Fault) -> Response:
    headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
    if fault.kind == "html":
        page = _PAGE.format(f"{fault.status} Bad Gateway").encode()
        return Response(page, fault.status, headers, media_type="text/html")
    body = {"meta": {"error": f"a fault that was asked for: {fault.status}"}}
    return json_response(body, status=fault.status, headers=headers)


async def _cut(answer: list[Message], send: Send, server_send: Send) -> None:
    """Send a response's head and half of its body, then close the connection."""
    body = b"".join(one.get("body", b"") for one in answer[1:])
    await send(answer[0])
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
    _transport(server_send).close()


def _reset(send: Send) -> None:
    """Close the connection so that the client gets a reset."""
    transport = _transport(send)
    bound = transport.get_extra_info("socket")
    if bound is not None:
        with contextlib.suppress(OSError):
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _server_send(scope: Scope, send: Send) -> Send:
    """Return the server's own ``send``, around which others may be wrapped."""
    found: Send = scope.get(SERVER_SEND, send)
    return found


def _transport(send: Send) -> asyncio.Transport:
    """Return the connection below a request: uvicorn's ``send`` is a method of its holder.

    ASGI has no way to reset a connection.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if not isinstance(transport, asyncio.Transport):
        raise SeveredError("the connection was to be reset by a fault")
    return transport


async def _read_to_the_end(receive: Receive) -> None:
    while (await receive()).get("more_body"):
        pass
