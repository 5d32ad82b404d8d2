"""Where the project of a template is that was named by the path of its file."""

from pathlib import Path


def folder_for(template: str, folder: Path) -> Path:
    """Return the folder to look for the project from: that of a file, else ``folder``."""
    path = Path(template)
    return path.parent if (path.suffix or len(path.parts) > 1) and path.is_file() else folder
