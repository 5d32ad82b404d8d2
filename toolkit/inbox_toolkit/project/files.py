"""Read and write text files, or say in one sentence why that cannot be."""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.text.source import Source

MAX_FILE_BYTES = 2_048 * 1024
"""Bytes of the largest file that is read: the service takes no request over 2,048 KB."""

_REASONS = {
    errno.ENOENT: ("there is no such file", "check the path"),
    errno.EISDIR: ("it is a folder, not a file", "name a file"),
    errno.EACCES: ("this user may not read it", "give yourself read permission"),
    errno.EPERM: ("this user may not read it", "give yourself read permission"),
    errno.ELOOP: ("its symbolic links go round in a circle", "remove the link"),
    errno.ENAMETOOLONG: ("its name is too long", "shorten it"),
    errno.EEXIST: ("a file of that name is in the way", "choose another folder"),
    errno.ENOTDIR: ("a part of its path is not a folder", "check the path"),
}


def read_source(path: Path | str, name: str) -> Source:
    """Read a UTF-8 text file as it stands: byte order mark and line ends are kept.

    ``name`` is how reports call the file. Raises ProjectError for anything that cannot be read,
    is larger than ``MAX_FILE_BYTES`` or is not UTF-8 (with the offset of the first bad byte).
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a Path for each of thousands costs more
            size = os.fstat(file.fileno()).st_size
            if size > MAX_FILE_BYTES:
                raise ProjectError(
                    f"{name} cannot be read: it has {size / 1_048_576:.1f} MB",
                    help="the service takes no more than 2 MB; keep the file below that",
                )
            content = file.read()
        return Source(name, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"{name} is not UTF-8: byte {content[error.start]:#04x} at offset {error.start}",
            help="save the file as UTF-8",
        ) from None
    except (OSError, ValueError) as error:
        reason, remedy = error_reason(error)
        raise ProjectError(f"{name} cannot be read: {reason}", help=remedy) from None


def error_reason(error: OSError | ValueError) -> tuple[str, str]:
    """Return the reason for a failed read or write, and what to do about it."""
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0, (str(error), "check the path and its permissions"))


def write_atomically(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a text so that a reader, or a crash, sees the whole file or none of it.

    Raises ProjectError where the file exists (unless ``replace``) or cannot be written.
    """
    if path.exists() and not replace:
        raise ProjectError(f"{path.name} exists already", help="choose another name or remove it")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        reason, remedy = error_reason(error)
        raise ProjectError(f"{path.name} cannot be written: {reason}", help=remedy) from None


def theme_of(document: object) -> object:
    """Return the theme that a file holds: the document, or its ``theme`` where it is a branding.

    The service answers ``GET /api/v1/branding`` with ``{"theme": …, "patterns": …}``; people keep
    either that whole answer or its theme.
    """
    if isinstance(document, Mapping) and ("theme" in document or "patterns" in document):
        return document.get("theme", {})
    return document
