"""What an endpoint is, and the ASGI app of one path: authenticate, limit, answer."""

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
"""Which credentials an endpoint asks for: a sender's, a reader's, the Track API's, or none. ``sdk``
asks for none either and may be called from pages of other servers on this machine."""

Handler = Callable[[Service, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation; ``path`` is a Starlette path, ``limited`` says whether reads are counted."""

    method: str
    path: str
    handler: Handler
    auth: Auth = "read"
    limited: bool = True


class EndpointRoute:
    """ASGI app of one path; ``endpoints`` maps its methods, ``names`` are further page hosts."""

    def __init__(
        self, service: Service, endpoints: Mapping[str, Endpoint], names: frozenset[str]
    ) -> None:
        self._service = service
        self._endpoints = endpoints
        self._names = names
        self._allows_cors = any(one.auth == "sdk" for one in endpoints.values())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; a client that has disconnected gets nothing."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except ClientDisconnect:
            return
        if self._allows_cors:
            _allow_origin(request, response, self._names)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        endpoint = self._endpoints.get(request.method)
        if endpoint is None and request.method == "OPTIONS" and self._allows_cors:
            return Response(status_code=204)
        if endpoint is None:
            return method_not_allowed(request.url.path).response()
        try:
            _authenticate(self._service, endpoint, request)
            return await endpoint.handler(self._service, request)
        except ApiError as error:
            return error.response()
        except ClientDisconnect:
            raise
        except sqlite3.Error as error:
            return ApiError(500, f"the sandbox's database cannot be used: {error}").response()
        except Exception as error:  # noqa: BLE001 - the server goes on; whoever asked is told
            text = f"this is a bug in inbox sandbox ({type(error).__name__}); please report it"
            return ApiError(500, text).response()


def method_not_allowed(path: str) -> ApiError:
    """Return the error for an unknown path or method: 405, as the service answers."""
    shape: Shape = "meta" if path.startswith("/v1/send/") else "errors"
    return ApiError(405, "method not allowed", shape)


def _authenticate(service: Service, endpoint: Endpoint, request: Request) -> None:
    """Check the key and its rate limit; raises ApiError."""
    if endpoint.auth == "send":
        shape: Shape = "meta" if service.options.unauthorized == "meta" else "errors"
        key = service.authenticator.authenticate_send(request.headers, shape)
        wait = service.sends.acquire(key)
        if wait is not None:
            text = f"rate limited to {service.sends.limit} requests per 3s"
            raise rate_limited(text, retry_after=retry_after(wait), shape="meta")
    elif endpoint.auth == "read":
        key = service.authenticator.authenticate_read(request.headers)
        wait = service.reads.acquire(key) if endpoint.limited else None
        if wait is not None:
            text = f"rate limited to {service.reads.limit} requests per 1s"
            raise rate_limited(text, retry_after=retry_after(wait))


def _allow_origin(request: Request, response: Response, names: frozenset[str]) -> None:
    """Let pages of other servers on this machine read the answer: that is where the SDK runs."""
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
