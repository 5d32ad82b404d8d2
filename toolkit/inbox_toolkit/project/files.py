"""Read and write text files, or say in one sentence why that cannot be.

A project may come from anyone, so its files are opened in one way only: ``read_inside`` takes
regular files that lie in the project once every link is followed, and ``write_inside`` writes
nowhere else. ``read_source`` and ``write_atomically`` are for files that the user names.
"""

import errno
import os
import re
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import time

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.text.source import Source

MAX_FILE_BYTES = 2_048 * 1024
"""Bytes of the largest file that is read: the service takes no request over 2,048 KB."""
STALE_SECONDS = 10
"""Age of a draft whose writer has ended, from which on it is certain to be a leftover."""

_REASONS = {
    errno.ENOENT: ("there is no such file", "check the path"),
    errno.EISDIR: ("it is a folder, not a file", "name a file"),
    errno.EACCES: ("this user may not read it", "give yourself read permission"),
    errno.EPERM: ("this user may not read it", "give yourself read permission"),
    errno.ELOOP: ("its symbolic links go round in a circle", "remove the link"),
    errno.ENAMETOOLONG: ("its name is too long", "shorten it"),
    errno.EEXIST: ("a file of that name is in the way", "choose another folder"),
    errno.ENOTDIR: ("a part of its path is not a folder", "check the path"),
    errno.EROFS: ("the file system is read-only", "choose a folder that can be written"),
    errno.ENOSPC: ("the disk is full", "free some space and run again"),
    errno.EDQUOT: ("your disk quota is used up", "free some space and run again"),
}
_WRITE_REASONS = {
    errno.EACCES: (
        "this user may not write there",
        "give yourself write permission for its folder",
    ),
    errno.EPERM: ("this user may not write there", "give yourself write permission for its folder"),
}
_READ = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)
_CREATE = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
)
_DRAFT = re.compile(r"\..+\.(?P<pid>[0-9]{1,10})\.part")
_OUTSIDE = "leads out of the project"
_OUTSIDE_HELP = "keep the file inside the project; a link may only lead to a place in it"


def read_inside(root: str, name: str) -> Source:
    """Read a UTF-8 file of the project whose real root (no links in it) is ``root``.

    Byte order mark and line ends are kept. Raises ProjectError for anything that cannot be read, is
    no regular file, lies outside the project, is larger than ``MAX_FILE_BYTES`` or is not UTF-8.
    """
    path = f"{root}{os.sep}{name}"
    try:
        # Looked at before it is opened: opening a device may do something, and a FIFO would wait.
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - thousands: a Path costs more
            raise _irregular(path, name)
        descriptor = os.open(path, _READ)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _irregular(path, name)
        if not is_inside(_real_path(descriptor, path), root):
            raise ProjectError(f"{name} cannot be read: it {_OUTSIDE}", help=_OUTSIDE_HELP)
        return _decode(_read_all(descriptor, name, found.st_size), name)
    except OSError as error:
        raise _unreadable(name, error) from None
    finally:
        os.close(descriptor)


def read_source(path: Path | str, name: str) -> Source:
    """Read a UTF-8 file that the user names, which may be a pipe; see ``read_inside``."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - ``path`` may be text
            size = os.fstat(file.fileno()).st_size
            return _decode(_read_all(file.fileno(), name, size), name)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None


def text_digest(text: str) -> str:
    """Return what names a file's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def path_exists(path: Path) -> bool:
    """Return True if there is something at a path; False for whatever cannot be looked at."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_inside(path: str, root: str) -> bool:
    """Return True if a real path is a root, or lies below it."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def error_reason(error: OSError | ValueError) -> tuple[str, str]:
    """Return the reason for a failed read or write, and what to do about it."""
    number = error.errno if isinstance(error, OSError) else None
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return _REASONS.get(number or 0, (reason, "check the path and its permissions"))


def write_inside(root: Path, name: str, text: str, *, replace: bool = False) -> None:
    """Write one of a project's files; see ``write_atomically``.

    A link that leads to another place in the project stays one: its target is written. Raises
    ProjectError where the file would lie outside.
    """
    try:
        target = os.path.realpath(root / name)
        inside = is_inside(target, os.path.realpath(root))
    except (OSError, ValueError) as error:
        raise _unwritable(name, error) from None
    if not inside:
        raise ProjectError(f"{name} cannot be written: it {_OUTSIDE}", help=_OUTSIDE_HELP)
    write_atomically(Path(target), text, replace=replace)


def write_atomically(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a text so that a reader, or a crash, sees the whole file or none of it.

    Drafts that killed runs left in the folder are removed on the way. Raises ProjectError where the
    file exists (unless ``replace``) or cannot be written.
    """
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError:
        raise ProjectError(
            f"{path.name} cannot be written: it would hold half of a character",
            help="take the lone surrogate (such as \\ud83d) out of the data",
        ) from None
    try:
        if not replace and os.path.lexists(path):
            raise ProjectError(
                f"{path.name} exists already", help="choose another name or remove it"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        _write_draft(path.with_name(f".{path.name}.{os.getpid()}.part"), content, path)
    except (OSError, ValueError) as error:
        raise _unwritable(path.name, error) from None


def _write_draft(draft: Path, content: bytes, path: Path) -> None:
    """Write a draft and put it in the file's place; nothing is left behind where that fails."""
    with suppress(FileNotFoundError):
        draft.unlink()  # it bears this process's number, so no other is writing it
    try:
        with os.fdopen(os.open(draft, _CREATE, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


@lru_cache(maxsize=64)
def _sweep(folder: Path) -> None:
    """Remove the drafts of runs that were killed; once a folder is enough for one run."""
    with os.scandir(folder) as entries:
        for entry in entries:
            found = _DRAFT.fullmatch(entry.name)
            if found and not _is_running(int(found["pid"])):
                with suppress(OSError):
                    if time() - entry.stat(follow_symlinks=False).st_mtime > STALE_SECONDS:
                        os.unlink(entry.path)  # noqa: PTH108 - an entry has no Path


if sys.platform == "win32":

    def _is_running(_: int) -> bool:
        return False  # nothing can be asked about a process without ending it: its age decides

else:

    def _is_running(process: int) -> bool:
        try:
            os.kill(process, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            return True
        return True


def _read_all(descriptor: int, name: str, size: int) -> bytes:
    """Read a file to its end, or refuse it: what has no size, such as a pipe, may have no end."""
    parts = []
    left = MAX_FILE_BYTES + 1
    while size <= MAX_FILE_BYTES and left > 0 and (part := os.read(descriptor, left)):
        parts.append(part)
        left -= len(part)
    if size > MAX_FILE_BYTES or left <= 0:
        megabytes = max(size, MAX_FILE_BYTES) / 1_048_576
        raise ProjectError(
            f"{name} cannot be read: it has {megabytes:.1f} MB"
            + (" or more" if size <= MAX_FILE_BYTES else ""),
            help="the service takes no more than 2 MB; keep the file below that",
        )
    return b"".join(parts)


def _decode(content: bytes, name: str) -> Source:
    try:
        return Source(name, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"{name} is not UTF-8: byte {content[error.start]:#04x} at offset {error.start}",
            help="save the file as UTF-8",
        ) from None


def _real_path(descriptor: int, path: str) -> str:
    """Return where an open file lies once every link is followed."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115 - thousands of these
    except OSError:  # not on Linux
        return os.path.realpath(path)


def _irregular(path: str, name: str) -> ProjectError | OSError:
    if os.path.isdir(path):  # noqa: PTH112 - as in read_inside
        return IsADirectoryError(errno.EISDIR, "")
    return ProjectError(
        f"{name} cannot be read: it is no regular file", help="put a file in its place"
    )


def _unreadable(name: str, error: OSError | ValueError) -> ProjectError:
    reason, help = error_reason(error)  # noqa: A001 - the word users read
    return ProjectError(f"{name} cannot be read: {reason}", help=help)


def _unwritable(name: str, error: OSError | ValueError) -> ProjectError:
    number = error.errno if isinstance(error, OSError) else None
    reason, help = _WRITE_REASONS.get(number or 0) or error_reason(error)  # noqa: A001 - users' word
    return ProjectError(f"{name} cannot be written: {reason}", help=help)


def theme_of(document: object) -> object:
    """Return the theme that a file holds: the document, or its ``theme`` where it is a branding.

    The service answers ``GET /api/v1/branding`` with ``{"theme": …, "patterns": …}``; people keep
    either that whole answer or its theme.
    """
    if isinstance(document, Mapping) and ("theme" in document or "patterns" in document):
        return document.get("theme", {})
    return document
