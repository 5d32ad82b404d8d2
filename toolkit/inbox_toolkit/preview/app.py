"""The routes: the page, its assets, its questions, and what it may have done."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from inbox_toolkit.preview.api import api_routes
from inbox_toolkit.preview.language_socket import LanguageService, language_route
from inbox_toolkit.preview.session import Session
from inbox_toolkit.preview.wire import Hello
from inbox_toolkit.web.message_frames import component_of, frame_routes
from inbox_toolkit.web.security import Guard
from inbox_toolkit.web.sse import RETRY, encode_event, event_response
from inbox_toolkit.web.static import (
    PREVIEW_PAGE,
    Asset,
    allow_in_frames,
    load_assets,
    page_document,
    serve,
)

MAX_WATCHING = 100_000  # characters; a page names the case it shows, with its what-if values


def preview_app(
    session: Session,
    *,
    cookie: str = "inbox_preview",
    names: frozenset[str] = frozenset(),
    read_only: str = "",
    embedders: tuple[str, ...] = (),
    load_language_service: Callable[[], LanguageService] | None = None,
) -> ASGIApp:
    """Return the app of one session; ``names`` are further host names it answers for.

    With ``read_only``, which says why, it shows, and refuses everything that writes, opens an
    editor or sends. ``embedders`` may show it in a frame, see ``Guard``.
    ``load_language_service`` gives the language server for the page's editor.

    ``cookie`` has to differ between servers, since a browser shares cookies between ports.
    """
    assets = load_assets()
    app = Starlette(
        routes=[
            Route("/", partial(_page, session, assets, cookie, bool(embedders))),
            Route("/assets/{name:path}", partial(_asset, assets)),
            Route("/api/events", partial(_events, session)),
            *frame_routes(partial(_component, session), session.frame_key),
            *api_routes(session),
            *([language_route(session, load_language_service)] if load_language_service else []),
        ],
        lifespan=partial(_lifespan, session),
    )
    return Guard(app, session.token, cookie, names, read_only=read_only, embedders=embedders)


def _component(session: Session) -> Path | None:
    return component_of(session.state.workspace.config)


async def _page(
    session: Session,
    assets: Mapping[str, Asset],
    cookie: str,
    is_embedded: bool,
    request: Request,  # noqa: ARG001 - starlette's
) -> Response:
    page = page_document(assets, PREVIEW_PAGE, session.token)
    response = Response(page, media_type="text/html", headers={"cache-control": "no-store"})
    if is_embedded:  # to a browser, a frame of another site is a third party
        fence = "HttpOnly; Path=/; SameSite=None; Secure; Partitioned"
        response.headers.append("set-cookie", f"{cookie}={session.token}; {fence}")
    else:
        response.set_cookie(cookie, session.token, httponly=True, samesite="strict")
    return response


async def _asset(assets: Mapping[str, Asset], request: Request) -> Response:
    return allow_in_frames(serve(request, assets.get(request.path_params["name"])))


async def _events(session: Session, request: Request) -> Response:
    hello = encode_event("hello", Hello(session.epoch, session.run_id))
    watching = request.query_params.get("watching", "")[:MAX_WATCHING]
    return event_response(session.broadcast.stream(RETRY + hello, watching=watching))


@contextlib.asynccontextmanager
async def _lifespan(session: Session, app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001
    task = asyncio.create_task(session.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
