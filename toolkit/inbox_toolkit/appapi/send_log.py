"""Remembers, across a crash, which messages of a run have been sent.

A line says that a message is about to be sent, another what came of it, each on the disk before
the next step is taken. A message with the first line and not the second may have been sent; it is
never sent again. Lines hold digests, delivery ids and times: no key, no person, no data.

Locks an open file against other processes; the lock ends with the process, however it ends.
"""

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from io import FileIO
from pathlib import Path
from typing import IO, Self

from inbox_toolkit.errors import ProjectError, RefusedError

if sys.platform == "win32":
    import msvcrt

    def is_locked_now(file: IO[bytes]) -> bool:
        """Take the lock without waiting; return whether it was free."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def is_locked_now(file: IO[bytes]) -> bool:
        """Take the lock without waiting; return whether it was free."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


VERSION = 1


def send_log_path(root: Path, plan: str) -> Path:
    """Return where a project journals a plan, in a folder that git leaves alone.

    Raises:
        ProjectError: the folder cannot be made.
    """
    folder = root / ".inbox"
    try:
        (folder / "sends").mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise _unusable(folder, error) from None
    return folder / "sends" / f"{plan}.jsonl"


class SendState(Enum):
    """What is known of one message."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SendRecord:
    """What a message came to; only an accepted one has a delivery id. ``at`` is Unix seconds."""

    state: SendState
    delivery_id: str | None = None
    at: float = 0.0


class SendLog:
    """The journal of one plan, locked while it is open; a context manager.

    ``past`` is what an interrupted run of the same plan left behind.

    Raises:
        ProjectError: the file cannot be used.
        RefusedError: the same plan is being sent by another process.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._file = _open_locked(path)
        try:
            self.previous = _read(self._file, path)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def record_intent(self, key: str) -> None:
        """Put on the disk that a message is about to be sent."""
        self._append({"intend": key})

    def record_outcome(self, key: str, record: SendRecord) -> None:
        """Put on the disk what a message came to."""
        self._append({"settle": key, "state": record.state.value, "id": record.delivery_id})

    def discard(self) -> None:
        """Forget the run: nothing of it is left to do. The file goes while it is still locked."""
        self._file.truncate(0)
        os.fsync(self._file.fileno())
        # Windows keeps open files; an empty journal says nothing either.
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _append(self, line: dict[str, object]) -> None:
        entry = {"v": VERSION, **line, "at": round(self._clock(), 3)}
        try:
            content = json.dumps(entry).encode() + b"\n"
            if self._file.write(content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            raise ProjectError(
                f"{self._path.name} cannot be written ({error.strerror}), so sending stops here",
                help="what was sent is noted; make room on the disk and run the same again",
            ) from None


def _open_locked(path: Path) -> FileIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            file = path.open("ab+", buffering=0)  # nothing may be left to fail at the end
            if not is_locked_now(file):
                file.close()
                raise RefusedError(
                    "not sent: the same messages are being sent by another run",
                    help="wait for it to end",
                )
            # A run that ended between the two steps has removed the file that was opened.
            if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
                break
            file.close()
        _sync_folder(path.parent)
    except OSError as error:
        raise _unusable(path, error) from None
    return file


def _unusable(path: Path, error: OSError) -> ProjectError:
    return ProjectError(
        f"the journal {path} cannot be opened: {error.strerror}",
        help="it keeps a message from being sent twice; make its folder writable",
    )


def _sync_folder(folder: Path) -> None:
    """Put the file's name itself on the disk; Windows does that by its own."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(file: FileIO, path: Path) -> dict[str, SendRecord]:
    file.seek(0)
    content = file.read()
    whole, newline, torn = content.rpartition(b"\n")
    if torn:  # a crash while a line was written: what it announced was not begun
        file.truncate(len(whole) + len(newline))
        file.seek(0, os.SEEK_END)
    past: dict[str, SendRecord] = {}
    for line in whole.splitlines():
        try:
            key, record = _entry(json.loads(line))
        except (ValueError, KeyError, TypeError):
            raise ProjectError(
                f"the journal {path} is damaged",
                help="look in Customer.io what was sent, remove the file, and send the rest",
            ) from None
        past[key] = record
    return past


def _entry(entry: dict[str, object]) -> tuple[str, SendRecord]:
    if entry["v"] != VERSION:
        raise ValueError
    at = entry["at"]
    moment = float(at) if isinstance(at, int | float) else 0.0
    if "intend" in entry:
        return str(entry["intend"]), SendRecord(SendState.UNKNOWN, at=moment)
    delivery = entry["id"]
    state = SendState(entry["state"])
    return str(entry["settle"]), SendRecord(state, str(delivery) if delivery else None, moment)
