"""Find the project a person stands in, by walking up from where they are."""

import tomllib
from pathlib import Path

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import CONFIG_NAME, Config, load_config

PYPROJECT = "pyproject.toml"


def find_config(start: Path) -> Config:
    """Return the settings of the nearest project at or above ``start``.

    A folder is a project if it holds ``inbox.toml``, a ``pyproject.toml`` with ``[tool.inbox]``,
    or (all defaults) both ``templates/`` and ``fixtures/``. Raises ProjectError if none does.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (name := has_settings(folder)) is not None:
            return load_config(folder / name)
        if (folder / "templates").is_dir() and (folder / "fixtures").is_dir():
            return Config(root=folder)
    raise ProjectError(
        f"no inbox project here: {here} and the folders above it have no {CONFIG_NAME}",
        help="go to your project, or make one with: inbox init",
    )


def has_settings(folder: Path) -> str | None:
    """Return the name of the file that makes a folder a project; None where there is none."""
    if (folder / CONFIG_NAME).is_file():
        return CONFIG_NAME
    return PYPROJECT if _has_table(folder / PYPROJECT) else None


def _has_table(file: Path) -> bool:
    try:
        text = file.read_text(encoding="utf-8")
        return "tool.inbox" in text and "inbox" in tomllib.loads(text).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
