"""What messages are drawn with: the project's own component, its visual templates and theme."""

import json
from pathlib import Path
from typing import Any

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.files import read_source
from inbox_toolkit.project.visual import theme_of

RENDERER = "vendor/jist/jist-element.js"
"""The vendor's renderer among the page's assets; absent where the build had no network."""

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


def drawing_view(config: Config, *, renderer: bool) -> dict[str, Any]:
    """Return which frames there are, why others are not, and what the visual one draws with."""
    why = {"own": _NO_COMPONENT, "visual": _NO_RENDERER}
    visual = _visual(config, why) if renderer else None
    component = component_of(config)
    if component is not None and not component.is_file():
        why["own"] = f"There is no {config.inbox.component}."
    own = component is not None and component.is_file()
    stamp = _newest(component.parent) if own and component else 0
    return {
        "frames": {"visual": visual is not None, "own": own, "why": why, "epoch": str(stamp)},
        "visual": visual,
    }


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


def _visual(config: Config, why: dict[str, str]) -> dict[str, Any] | None:
    settings = config.visual
    if not settings.templates:
        why["visual"] = _NO_TEMPLATES
        return None
    try:
        templates = _json(config.root, settings.templates)
        theme = theme_of(_json(config.root, settings.theme)) if settings.theme else {}
    except ProjectError as error:
        why["visual"] = error.message
        return None
    return {"templates": templates, "theme": theme}


def _json(root: Path, name: str) -> Any:
    source = read_source(root / name, name)
    try:
        return json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise ProjectError(
            f"{name} is not JSON: {error}", help="mend it, or take it out of [visual] in inbox.toml"
        ) from None
