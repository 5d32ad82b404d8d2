"""One path: who may ask, how often, which function answers, and how a refusal is written.

What an endpoint is: a method, a path, who may ask, and the function that answers.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from inbox_toolkit.project.hosts import is_loopback
from inbox_toolkit.sandbox.access import retry_after
from inbox_toolkit.sandbox.responses import ApiError, Shape, rate_limited
from inbox_toolkit.sandbox.service import Service

Auth = Literal["send", "read", "track", "open", "sdk"]
"""Whose key is asked for: a sender's, a reader's, the Track API's, nobody's; ``sdk`` is nobody's
too, and may be asked from the pages of other sites on this machine."""

Handler = Callable[[Service, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation; ``path`` is Starlette's, ``limited`` that reads of it are counted."""

    method: str
    path: str
    answer: Handler
    door: Auth = "read"
    limited: bool = True


class EndpointRoute:
    """ASGI app of one path; ``endpoints`` are its methods, ``names`` further hosts of pages."""

    def __init__(
        self, service: Service, endpoints: Mapping[str, Endpoint], names: frozenset[str]
    ) -> None:
        self._service = service
        self._endpoints = endpoints
        self._names = names
        self._for_pages = any(one.door == "sdk" for one in endpoints.values())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; a client that has gone gets nothing."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except ClientDisconnect:
            return
        if self._for_pages:
            _open_to(request, response, self._names)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        endpoint = self._endpoints.get(request.method)
        if endpoint is None and request.method == "OPTIONS" and self._for_pages:
            return Response(status_code=204)
        if endpoint is None:
            return method_not_allowed(request.url.path).response()
        try:
            _admit(self._service, endpoint, request)
            return await endpoint.answer(self._service, request)
        except ApiError as refusal:
            return refusal.response()
        except ClientDisconnect:
            raise
        except sqlite3.Error as error:
            return ApiError(500, f"the sandbox's journal cannot be used: {error}").response()
        except Exception as error:  # noqa: BLE001 - the server goes on; whoever asked is told
            text = f"this is a bug in inbox sandbox ({type(error).__name__}); please report it"
            return ApiError(500, text).response()


def method_not_allowed(path: str) -> ApiError:
    """Return the answer to a path or method that does not exist: 405, as the service has it."""
    shape: Shape = "meta" if path.startswith("/v1/send/") else "errors"
    return ApiError(405, "method not allowed", shape)


def _admit(service: Service, endpoint: Endpoint, request: Request) -> None:
    """Check the key and its limit; raises ApiError."""
    if endpoint.door == "send":
        shape: Shape = "meta" if service.options.unauthorized == "meta" else "errors"
        key = service.keys.check_send(request.headers, shape)
        wait = service.sends.take(key)
        if wait is not None:
            text = f"rate limited to {service.sends.most} requests per 3s"
            raise rate_limited(text, retry_after=retry_after(wait), shape="meta")
    elif endpoint.door == "read":
        key = service.keys.check_read(request.headers)
        wait = service.reads.take(key) if endpoint.limited else None
        if wait is not None:
            text = f"rate limited to {service.reads.most} requests per 1s"
            raise rate_limited(text, retry_after=retry_after(wait))


def _open_to(request: Request, response: Response, names: frozenset[str]) -> None:
    """Let pages of this machine's other servers read an answer: where the SDK runs."""
    origin = request.headers.get("origin", "")
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return
    if not (is_loopback(host) or host in names):
        return
    asked = request.headers.get("access-control-request-headers", "")
    response.headers["access-control-allow-origin"] = origin
    response.headers["access-control-allow-methods"] = "GET, POST, PATCH, OPTIONS"
    response.headers["access-control-allow-headers"] = asked
    response.headers["access-control-expose-headers"] = "*"
    response.headers["access-control-max-age"] = "600"
    response.headers["vary"] = "origin"
