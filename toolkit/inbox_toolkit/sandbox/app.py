"""The ASGI app: a request passes the host check, then the faults, then the route of its path."""

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from inbox_toolkit.sandbox.endpoints import ENDPOINTS
from inbox_toolkit.sandbox.fault_middleware import FaultMiddleware
from inbox_toolkit.sandbox.faults import Fault, FaultSchedule
from inbox_toolkit.sandbox.page import PRIVATE, page_assets, page_routes
from inbox_toolkit.sandbox.route import Endpoint, EndpointRoute, method_not_allowed
from inbox_toolkit.sandbox.service import Service, Setup
from inbox_toolkit.web.security import Guard

OPENAPI_PATH = "/openapi.json"


@cache
def openapi_bytes() -> bytes:
    """Return the emulator's OpenAPI description as it is shipped."""
    return files("inbox_toolkit.sandbox").joinpath("openapi.json").read_bytes()


def openapi_document() -> dict[str, Any]:
    """Return the emulator's OpenAPI description, parsed."""
    document: dict[str, Any] = json.loads(openapi_bytes())
    return document


async def serve_openapi(request: Request) -> Response:  # noqa: ARG001 - starlette's
    """Answer with the OpenAPI description."""
    return Response(openapi_bytes(), media_type="application/json")


@dataclass(frozen=True, slots=True)
class SandboxApp:
    """An ASGI app and the service behind it; ``close`` closes the database."""

    asgi: ASGIApp
    service: Service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle an ASGI connection, lifespan included."""
        await self.asgi(scope, receive, send)

    def close(self) -> None:
        """Close the database; the app cannot be used afterwards."""
        self.service.store.close()


def create_app(
    project_folder: Path,
    setup: Setup | None = None,
    *,
    faults: tuple[Fault, ...] = (),
    names: frozenset[str] = frozenset(),
) -> SandboxApp:
    """Return a sandbox of the project at or above a folder; ``names`` are further host names.

    Raises:
        ProjectError: there is no usable project.
        UsageError: another sandbox is using the database.
    """
    service = Service(project_folder, setup or Setup())

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        async with service.running():
            yield

    routes = [
        *_routes(service, names),
        *page_routes(service, page_assets()),
        Route(OPENAPI_PATH, serve_openapi),
    ]
    router = Router(routes, redirect_slashes=False, default=_wrong_path, lifespan=lifespan)
    return SandboxApp(
        HostCheck(FaultMiddleware(router, FaultSchedule(faults, service.random)), names), service
    )


def _routes(service: Service, names: frozenset[str]) -> list[BaseRoute]:
    paths: dict[str, dict[str, Endpoint]] = {}
    for one in ENDPOINTS:
        paths.setdefault(one.path, {})[one.method] = one
    return [Route(path, EndpointRoute(service, group, names)) for path, group in paths.items()]


async def _wrong_path(scope: Scope, receive: Receive, send: Send) -> None:
    await method_not_allowed(scope["path"]).response()(scope, receive, send)


class HostCheck:
    """Rejects foreign host names, and other sites that ask for the page's data."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._guard = Guard(app, token="", cookie="", names=names, private=PRIVATE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a foreign host or origin, else pass the request on."""
        if scope["type"] == "websocket":  # there is none here
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http":
            # API keys take the place of a page's token, so every request is treated as a read.
            refusal = self._guard.read_refusal(scope["path"], Headers(scope=scope))
            if refusal is not None:
                await PlainTextResponse(refusal + "\n", status_code=403)(scope, receive, send)
                return
        await self._app(scope, receive, send)
