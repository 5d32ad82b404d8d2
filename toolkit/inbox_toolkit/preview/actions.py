"""What the page can have done: save what-if values as a fixture, open the editor, send a test.

Each is a POST that passed the guard's token and Origin checks.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.json_api import json_route
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.send_case import check_recipient, send_case
from inbox_toolkit.preview.session import Session
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.project.user_config import read_user_config, user_config_path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,79}")


@dataclass(frozen=True, slots=True)
class SavedFixture:
    """The files written, relative to the project, and the names that now choose them."""

    files: tuple[str, ...]
    profile: str | None
    data: str | None


def save_fixture(
    state: ProjectState, wanted: Selection, name: str, *, replace: bool
) -> SavedFixture | None:
    """Write the changed profile, the changed message data, or both, under a new name.

    Returns None, and writes nothing, where a file of that name is there and ``replace`` is not
    set. Raises UsageError for a name that is no file name, and where nothing was changed.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be the name of a fixture" if name else "the new fixture has no name",
            help="use letters, digits, - and _, such as ada_without_email",
        )
    case = wanted.case_on(state)
    base = state.workspace.root / state.workspace.config.fixtures
    profile = base / "profiles" / f"{name}.json"
    data = base / "message_data" / wanted.template / f"{name}.json"
    files: dict[Path, Any] = {}
    if any(one.startswith("customer.") for one in wanted.changes):
        files[profile] = case.profile.data
    if any(one.startswith("trigger.") for one in wanted.changes):
        files[data] = case.message_data
    if not files:
        raise UsageError("nothing was changed", help="change a value under Variables first")
    if not replace and any(path.exists() for path in files):
        return None
    for path, content in files.items():
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        name_in_project = path.relative_to(state.workspace.root).as_posix()
        state.workspace.config.write(name_in_project, text, replace=replace)
    return SavedFixture(
        tuple(path.relative_to(state.workspace.root).as_posix() for path in files),
        name if profile in files else None,
        name if data in files else None,
    )


TERMINAL_EDITORS = frozenset({"vi", "vim", "nvim", "nano", "pico", "emacs", "hx", "helix", "micro"})
"""These would draw over the terminal that the preview itself runs in."""

_ADDRESS = re.compile(r"(?!javascript:|data:|vbscript:)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_VS_CODE = "vscode://file{path}:{line}"
_SET_EDITOR = "set $VISUAL, or `editor` in your own config file"
_WITH_LINE = {"code": "-g", "codium": "-g", "cursor": "-g", "windsurf": "-g"}


def editor_command(configured: str | None, environ: Mapping[str, str]) -> list[str]:
    """Return the words of the user's editor command; none where there is only a terminal's.

    ``configured`` is from the user's own configuration: a project names no program. Raises
    UsageError for a command that cannot be split into words.
    """
    text = configured or environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(text)
    except ValueError:
        raise UsageError(
            f"the editor {text!r} is no command: a quote is not closed",
            help="mend $VISUAL, or `editor` in your own config file",
        ) from None
    if not words or Path(words[0]).stem in TERMINAL_EDITORS:
        return []
    return words


def editor_address(configured: str | None) -> str | None:
    """Return the address with ``{path}`` and ``{line}`` that stands for an editor, if it is one."""
    if configured and _ADDRESS.match(configured):
        return configured
    return None


def open_in_editor(path: Path, line: int, command: list[str], address: str | None) -> str | None:
    """Start the editor and return None, or return the address by which the page opens the file.

    Without a command that is VS Code's. Raises UsageError where the editor cannot be started.
    """
    if address or not command:
        pattern = address or _VS_CODE
        return (
            pattern.replace("{path}", quote(path.as_posix()))
            .replace("{line}", str(line))
            .replace("{column}", "1")
        )
    program = shutil.which(command[0])
    if program is None:
        raise UsageError(f"there is no program {command[0]!r}", help=_SET_EDITOR)
    flag = _WITH_LINE.get(Path(command[0]).stem)
    place = [flag, f"{path}:{line}"] if flag else [str(path)]
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own editor, a file of their project
            [program, *command[1:], *place],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise UsageError(
            f"{command[0]} does not start: {error.strerror}", help=_SET_EDITOR
        ) from None
    threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no zombie
    return None


MAX_BODY_BYTES = 2_000_000  # what-if values are small


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
        session.state,
        wanted,
        str(body.get("name", "")),
        replace=body.get("replace") is True,
    )
    if saved is None:
        return {"saved": None}
    await session.follow_now(session.state.workspace.root / file for file in saved.files)
    names = {"profile": saved.profile, "data": saved.data}
    chosen = {what: name for what, name in names.items() if name}
    return {"saved": {"files": list(saved.files), "choose": chosen}}


async def _edit(session: Session, request: Request) -> dict[str, Any]:
    body = await _body(request)
    line = body.get("line")
    template = _selection(body).template_on(session.state)
    configured = read_user_config(user_config_path(os.environ)).editor
    address = editor_address(configured)
    command = [] if address else editor_command(configured, os.environ)
    path = session.state.workspace.root / template.file
    return {"url": open_in_editor(path, line if isinstance(line, int) else 1, command, address)}


async def _send(session: Session, request: Request) -> Response:
    body = await _body(request)
    to = str(body.get("to", ""))
    check_recipient(to, session.capabilities.send)
    steps = send_case(session.state.workspace, _selection(body), to)
    lines = (json.dumps(asdict(step)) + "\n" for step in steps)
    return StreamingResponse(lines, media_type="application/x-ndjson")


async def _body(request: Request) -> dict[str, Any]:
    content = await request.body()
    try:
        body = json.loads(content) if len(content) <= MAX_BODY_BYTES else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise UsageError("the request is not a JSON object", help="reload the page")
    return body


def _selection(body: dict[str, Any]) -> Selection:
    names = {key: str(body.get(key, "")) for key in ("template", "profile", "data", "language")}
    changes = body.get("set", [])
    return Selection(**names, changes=tuple(map(str, changes)) if isinstance(changes, list) else ())
