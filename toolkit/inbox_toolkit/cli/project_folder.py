"""Where the project of a file is that was named by its path."""

from pathlib import Path

from inbox_toolkit.project.discovery import is_inside_project
from inbox_toolkit.project.files import path_exists


def folder_for(name: str, folder: Path) -> Path:
    """Return the folder to look for the project from: that of a file in one, else ``folder``."""
    path = Path(name)
    if not (path.suffix or len(path.parts) > 1) or not path_exists(path):
        return folder
    start = path if path.is_dir() else path.parent
    return start if is_inside_project(start) else folder
