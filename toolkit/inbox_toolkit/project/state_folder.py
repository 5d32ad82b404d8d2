"""The folder ``.inbox``: what the toolkit keeps in a project between runs, ignored by git.

A repository could bring such a folder along, with links in it that lead to files of the user's. So
no part of it may be a link, and nothing in it is written over unless the toolkit made it.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import error_reason

FOLDER = ".inbox"
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def state_path(root: Path, *parts: str) -> Path:
    """Return the path of a file below ``.inbox``, its folders created and git told to ignore it.

    Raises ProjectError where a folder cannot be created, or anything beside the file is a link.
    """
    folder = root / FOLDER
    try:
        _make_folder(folder)
        with suppress(FileExistsError):  # a user's own stays as it is, and so does a link
            _create(folder / ".gitignore", b"*\n")
        for part in parts[:-1]:
            folder /= part
            _make_folder(folder)
        _refuse_links(folder, parts[-1])
    except OSError as error:
        reason, help = error_reason(error)  # noqa: A001 - the word users read
        raise ProjectError(f"{folder} cannot be used: {reason}", help=help) from None
    return folder / parts[-1]


def _create(path: Path, content: bytes) -> None:
    """Write a new file; one that does not fit on the disk is not left half written."""
    file = os.fdopen(os.open(path, _CREATE, 0o666), "wb")
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink()
        raise


def _make_folder(folder: Path) -> None:
    with suppress(FileExistsError):
        folder.mkdir()
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise ProjectError(
            f"{folder} cannot be used: it is no folder of its own", help="remove it, and run again"
        )


def _refuse_links(folder: Path, name: str) -> None:
    """Refuse a file that is not regular; those that SQLite puts beside a database count, too."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(name) and not entry.is_file(follow_symlinks=False):
                raise ProjectError(
                    f"{folder / entry.name} cannot be used: it is no regular file",
                    help="remove it, and run again",
                )
