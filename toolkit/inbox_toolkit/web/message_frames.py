"""Frames that draw messages: the vendor's renderer, and the project's own component.

Neither is our code, so each frame is a page of its own in a sandbox: it has no origin, reaches no
other address, and gets the message from the page around it. Only the component's own folder is
served to it, under a path that no other page can guess.
"""

import json
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.files import theme_of
from inbox_toolkit.web.static import MEDIA_TYPES, allow_in_frames, asset_of, serve
from inbox_toolkit.web.wire import FramesView, ViewSetup, VisualDefinitions

RENDERER = "vendor/jist/jist-element.js"
"""The vendor's renderer among the page's assets; absent where the build had no network."""

_NO_COMPONENT = "Name your inbox component to see messages in it."
_COMPONENT_SNIPPET = '[inbox]\ncomponent = "inbox/component.js"\n'
_NO_TEMPLATES = "Name your visual templates to see messages in them."
_VISUAL_SNIPPET = '[visual]\ntemplates = "visual/templates.json"\n'
_NO_RENDERER = (
    "The visual inbox’s renderer was not installed: reinstall inbox-toolkit with a network."
)


def frames_view(config: Config, *, renderer: bool) -> FramesView:
    """Return which frames there are, why others are not, and what the visual one draws with."""
    visual = _visual_definitions(config) if renderer else _NO_RENDERER
    component = component_of(config)
    return FramesView(
        views=(_visual_setup(visual), _component_setup(config, component)),
        epoch=str(_newest(component.parent)) if component and component.is_file() else "0",
        visual=None if isinstance(visual, str) else visual,
    )


def is_ready(drawing: FramesView, name: str) -> bool:
    """Return True if messages can be seen in a view."""
    return any(one.ready for one in drawing.views if one.name == name)


def _visual_setup(visual: VisualDefinitions | str) -> ViewSetup:
    if not isinstance(visual, str):
        return ViewSetup("visual", True, "", "")
    snippet = _VISUAL_SNIPPET if visual == _NO_TEMPLATES else ""
    return ViewSetup("visual", False, visual, snippet)


def _component_setup(config: Config, component: Path | None) -> ViewSetup:
    if component is None:
        return ViewSetup("component", False, _NO_COMPONENT, _COMPONENT_SNIPPET)
    if not component.is_file():
        return ViewSetup("component", False, f"There is no {config.inbox.component}.", "")
    return ViewSetup("component", True, "", "")


def component_of(config: Config) -> Path | None:
    """Return the project's inbox component; None where it names none, or one outside itself."""
    name = config.inbox.component
    if not name:
        return None
    path = (config.root / name).resolve()
    return path if config.root.resolve() in path.parents else None


def _newest(folder: Path) -> int:
    """Return when any file of a folder was last written: the component may import any of them."""
    return max((path.stat().st_mtime_ns for path in folder.iterdir() if path.is_file()), default=0)


def _visual_definitions(config: Config) -> VisualDefinitions | str:
    """Return what the visual inbox draws with, or why there is nothing."""
    settings = config.visual
    if not settings.templates:
        return _NO_TEMPLATES
    try:
        theme = theme_of(_json(config, settings.theme)) if settings.theme else {}
        return VisualDefinitions(_json(config, settings.templates), theme)
    except ProjectError as error:
        return error.message


def _json(config: Config, name: str) -> Any:
    source = config.read(name)
    try:
        return json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise ProjectError(
            f"{name} is not JSON: {error}", help="mend it, or take it out of [visual] in inbox.toml"
        ) from None


STYLE = (
    "html{font:14px system-ui,sans-serif;background:#fff;color:#000}body{margin:12px 16px}"
    "html[data-mode=dark]{background:#16181c;color:#fff}"
    ".elsewhere{box-sizing:border-box;display:block;max-width:100%;overflow:hidden;padding:4px 8px;"
    "outline:1px dashed #8888;outline-offset:-1px;background:#8882;font-size:11px;line-height:1.4;"
    "overflow-wrap:anywhere;container-type:inline-size}.elsewhere *{display:block}"
    "@container (width<96px){.elsewhere *{display:none}}"
)
"""How a frame looks before its code draws; ``elsewhere`` is the box in place of a picture."""

Component = Callable[[], Path | None]


def frame_routes(component: Component, key: str) -> tuple[Route, ...]:
    """Return the routes of the frames and of the files of the component as it is now.

    ``key`` is the part of their path that no page can guess.
    """
    return (
        Route("/frame/{kind}", partial(_frame, component, key)),
        Route("/own/{key}/{name:path}", partial(_own, component, key)),
    )


async def _frame(component: Component, key: str, request: Request) -> Response:
    kind = request.path_params["kind"]
    path = component()
    if kind not in ("visual", "own") or (kind == "own" and path is None):
        return Response("No such frame.\n", 404)
    name = quote(path.name, errors="surrogateescape") if path else ""
    stamp = escape(request.query_params.get("v", ""))
    address = f"/own/{key}/{name}?v={stamp}"
    page = (
        f'<!doctype html><html lang="en" data-component="{address}">'
        f"<meta charset=utf-8><title>{kind}</title><style>{STYLE}</style>"
        f'<script type=module src="/assets/frame-{kind}.js"></script><body></body></html>'
    )
    return Response(page, media_type="text/html", headers=_FRAME_HEADERS)


_FRAME_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'unsafe-inline' 'self'; "
        "img-src data: 'self'; font-src data: 'self'; frame-ancestors 'self'; "
        "base-uri 'none'; form-action 'none'; webrtc 'block'; sandbox allow-scripts"
    ),
    "x-dns-prefetch-control": "off",
    "cache-control": "no-store",
}
"""What shuts a frame in. ``'self'`` is where its document came from, though a sandbox has no
origin; nothing of a request is in it."""


async def _own(component: Component, key: str, request: Request) -> Response:
    entry = component()
    name = request.path_params["name"]
    known = request.path_params["key"] == key
    if entry is None or not known or not name.endswith(tuple(MEDIA_TYPES)):
        return serve(request, None)
    path = (entry.parent / name).resolve()
    if entry.parent not in path.parents or not path.is_file():
        return serve(request, None)
    response = serve(request, asset_of(name, path.read_bytes()))
    return allow_in_frames(response)
