"""Find projects: whether a folder is inside one, and those below it, as in a monorepo."""

import os
from pathlib import Path

from inbox_toolkit.project.config import has_settings

MAX_DEPTH = 5
MAX_FOLDERS = 5_000
"""Limits that a command in a home folder still answers at once."""

_SKIPPED = frozenset({"node_modules", "site-packages", "__pycache__", "vendor", "venv"})


def is_inside_project(folder: Path) -> bool:
    """Return True if the folder, or one above it, holds settings."""
    here = folder.resolve()
    return any(has_settings(one) for one in (here, *here.parents))


def projects_below(folder: Path) -> tuple[Path, ...]:
    """Return the folders below ``folder`` that hold settings, sorted; a project hides those in it.

    Hidden folders and those of package managers are not searched.
    """
    found: list[Path] = []
    level = [folder]
    searched = 0
    for _ in range(MAX_DEPTH):
        below = [child for parent in level for child in _folders(parent)]
        searched += len(below)
        if searched > MAX_FOLDERS:
            break
        found += [child for child in below if has_settings(child)]
        level = [child for child in below if not has_settings(child)]
    return tuple(sorted(found))


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [
                folder / entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
                and not entry.name.startswith(".")
                and entry.name not in _SKIPPED
            ]
    except OSError:
        return []
