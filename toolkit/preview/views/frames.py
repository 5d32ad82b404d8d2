"""Which frames there are, and what the vendor's renderer draws with."""

import json
from pathlib import Path
from typing import Any

from toolkit.errors import ProjectError
from toolkit.preview.board import Board
from toolkit.project.files import read_source

_NO_COMPONENT = (
    "Name your inbox component in inbox.toml to see messages in it: "
    '[inbox] component = "inbox/component.js"'
)
_NO_TEMPLATES = (
    "Name your visual templates in inbox.toml to see messages in them: "
    '[visual] templates = "visual/templates.json"'
)
_NO_RENDERER = (
    "The visual inbox’s renderer was not installed: reinstall inbox-toolkit with a network."
)


def frames_view(board: Board, *, renderer: bool) -> dict[str, Any]:
    """Return which frames there are, why others are not, and what the visual one draws with."""
    why = {"own": _NO_COMPONENT, "visual": _NO_RENDERER}
    visual = _visual(board, why) if renderer else None
    component = component_of(board)
    if component is not None and not component.is_file():
        why["own"] = f"There is no {board.contents.project.config.inbox.component}."
    own = component is not None and component.is_file()
    stamp = _newest(component.parent) if own and component else 0
    return {
        "frames": {"visual": visual is not None, "own": own, "why": why, "epoch": str(stamp)},
        "visual": visual,
    }


def _newest(folder: Path) -> int:
    """Return when any file of a folder was last written: the component may import any of them."""
    return max((path.stat().st_mtime_ns for path in folder.iterdir() if path.is_file()), default=0)


def component_of(board: Board) -> Path | None:
    """Return the project's inbox component; None where it names none, or one outside itself."""
    name = board.contents.project.config.inbox.component
    if not name:
        return None
    path = (board.root / name).resolve()
    return path if board.root.resolve() in path.parents else None


def _visual(board: Board, why: dict[str, str]) -> dict[str, Any] | None:
    settings = board.contents.project.config.visual
    if not settings.templates:
        why["visual"] = _NO_TEMPLATES
        return None
    try:
        templates = _json(board, settings.templates)
        theme = _json(board, settings.theme) if settings.theme else {}
    except ProjectError as error:
        why["visual"] = error.message
        return None
    return {"templates": templates, "theme": theme}


def _json(board: Board, name: str) -> Any:
    source = read_source(board.root / name, name)
    try:
        return json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise ProjectError(f"{name} is not JSON: {error}") from None
