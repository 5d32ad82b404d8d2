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
from inbox_toolkit.sandbox.page import (
    PAGE_PATHS,
    PRIVATE,
    PageSettings,
    page_routes,
)
from inbox_toolkit.sandbox.request_log import RequestLogger
from inbox_toolkit.sandbox.route import Endpoint, EndpointRoute, method_not_allowed
from inbox_toolkit.sandbox.service import Service, Setup
from inbox_toolkit.web.security import Guard
from inbox_toolkit.web.static import load_assets

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
    page: PageSettings | None = None,
) -> SandboxApp:
    """Return a sandbox of the project at or above a folder; ``names`` are further host names.

    ``page`` says what its page may do.

    Raises:
        ProjectError: there is no usable project.
        UsageError: another sandbox is using the database.
    """
    service = Service(project_folder, setup or Setup())
    settings = page or PageSettings()
    schedule = FaultSchedule(faults, service.random)

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        async with service.running():
            yield

    routes = [
        *_routes(service, names),
        *page_routes(service, load_assets(), settings, schedule, lambda: logger),
        Route(OPENAPI_PATH, serve_openapi),
    ]
    router = Router(routes, redirect_slashes=False, default=_wrong_path, lifespan=lifespan)
    logger = RequestLogger(
        HostCheck(FaultMiddleware(router, schedule, _is_of_api), names, settings),
        service.requests,
        clock=service.clock,
        on_change=service.announce,
        is_logged=_is_of_api,
    )
    return SandboxApp(logger, service)


def _is_of_api(path: str) -> bool:
    return path not in ("/", OPENAPI_PATH, "/favicon.ico") and not path.startswith(PAGE_PATHS)


def _routes(service: Service, names: frozenset[str]) -> list[BaseRoute]:
    paths: dict[str, dict[str, Endpoint]] = {}
    for one in ENDPOINTS:
        paths.setdefault(one.path, {})[one.method] = one
    return [Route(path, EndpointRoute(service, group, names)) for path, group in paths.items()]


async def _wrong_path(scope: Scope, receive: Receive, send: Send) -> None:
    await method_not_allowed(scope["path"]).response()(scope, receive, send)


class HostCheck:
    """Rejects foreign host names, and other sites that ask for the page's data."""

    def __init__(self, app: ASGIApp, names: frozenset[str], page: PageSettings) -> None:
        self._app = app
        self._guard = Guard(
            app, page.token, page.cookie, names, private=PRIVATE, read_only=page.read_only
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a foreign host or origin, else pass the request on."""
        if scope["type"] == "websocket":  # there is none here
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal is not None:
                await PlainTextResponse(refusal + "\n", status_code=403)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        """Return why a request is refused; API keys take the place of the page's token."""
        if scope["path"].startswith(PRIVATE):
            return self._guard.refusal(scope)
        return self._guard.read_refusal(scope["path"], Headers(scope=scope))
