"""What the page may have done: save a fixture, open the editor, send a test.

Each is a POST that passed the guard's token and Origin checks.
"""

import json
import os
from dataclasses import asdict
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.answers import json_route
from inbox_toolkit.preview.editor import editor_command, open_in_editor
from inbox_toolkit.preview.saving import save_fixture
from inbox_toolkit.preview.sending import check_wish, command, send
from inbox_toolkit.preview.session import Session
from inbox_toolkit.preview.views.selection import Selection

LARGEST = 2_000_000  # bytes of a request; what-if values are small


def action_routes(session: Session) -> tuple[BaseRoute, ...]:
    """Return the routes of everything that changes something."""
    actions = {"fixture": _fixture, "edit": _edit, "send": _send}
    return tuple(
        Route(f"/api/{name}", json_route(partial(action, session)), methods=["POST"])
        for name, action in actions.items()
    )


async def _fixture(session: Session, request: Request) -> dict[str, Any]:
    body = await _body(request)
    wanted = _selection(body)
    saved = await session.ask(
        save_fixture,
        session.board,
        wanted,
        str(body.get("name", "")),
        replace=body.get("replace") is True,
    )
    if saved is None:
        return {"saved": None}
    await session.follow_now(session.board.root / file for file in saved.files)
    names = {"profile": saved.profile, "data": saved.data}
    chosen = {what: name for what, name in names.items() if name}
    return {"saved": {"files": list(saved.files), "choose": chosen}}


async def _edit(session: Session, request: Request) -> dict[str, Any]:
    body = await _body(request)
    line = body.get("line")
    template = _selection(body).template_on(session.board)
    configured = session.board.contents.project.config.preview.editor
    command = editor_command(configured, os.environ)
    path = session.board.root / template.file
    return {"url": open_in_editor(path, line if isinstance(line, int) else 1, command)}


async def _send(session: Session, request: Request) -> Response:
    body = await _body(request)
    to = str(body.get("to", ""))
    check_wish(to, session.offers.send)
    steps = send(command(session.board.root, _selection(body), to))
    lines = (json.dumps(asdict(step)) + "\n" for step in steps)
    return StreamingResponse(lines, media_type="application/x-ndjson")


async def _body(request: Request) -> dict[str, Any]:
    content = await request.body()
    try:
        body = json.loads(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise UsageError("the request is not a JSON object", help="reload the page")
    return body


def _selection(body: dict[str, Any]) -> Selection:
    names = {key: str(body.get(key, "")) for key in ("template", "profile", "data", "language")}
    changes = body.get("set", [])
    return Selection(**names, changes=tuple(map(str, changes)) if isinstance(changes, list) else ())
