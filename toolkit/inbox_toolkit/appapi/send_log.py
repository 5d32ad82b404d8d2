"""The send log: which messages of a bulk send have been sent, across crashes.

One line says that a message is about to be sent, another what became of it, each flushed to the
disk before the next step. A message with the first line only may have been sent, so it is not sent
again unless asked for. Lines hold digests, delivery ids and times: no key, no person, no data. The
file is locked while a run uses it; the lock ends with the process, however it ends.
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
from inbox_toolkit.project.state_folder import state_path

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: IO[bytes]) -> bool:
        """Lock the file without waiting; return False if another process holds the lock."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Lock the file without waiting; return False if another process holds the lock."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


VERSION = 1


def send_log_path(root: Path, plan: str) -> Path:
    """Return a plan's send log in a project, in a folder that git ignores.

    Raises:
        ProjectError: the folder cannot be created, or is a link.
    """
    return state_path(root, "sends", f"{plan}.jsonl")


class SendState(Enum):
    """What is known of one message."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SendRecord:
    """What became of a message; only an accepted one has a delivery id. ``at`` is Unix seconds."""

    state: SendState
    delivery_id: str | None = None
    at: float = 0.0


class SendLog:
    """The log of one plan, locked while it is open; a context manager.

    ``previous`` holds what earlier runs of the same plan recorded, by message key.

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
        """Record that a message is about to be sent."""
        self._append({"intend": key})

    def record_outcome(self, key: str, record: SendRecord) -> None:
        """Record what became of a message."""
        self._append({"settle": key, "state": record.state.value, "id": record.delivery_id})

    def delete(self) -> None:
        """Delete the log, still locked: nothing of the run is left to do."""
        self._file.truncate(0)
        os.fsync(self._file.fileno())
        # Windows keeps open files; an empty log says nothing either.
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
                help="what was sent is logged; free some disk space and run the same command again",
            ) from None


def _open_locked(path: Path) -> FileIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            file = path.open("ab+", buffering=0)  # nothing may be left to fail at the end
            if not try_lock(file):
                file.close()
                raise RefusedError(
                    "not sent: another run is sending the same messages",
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
        f"the send log {path} cannot be opened: {error.strerror}",
        help="it prevents sending a message twice; make its folder writable",
    )


def _sync_folder(folder: Path) -> None:
    """Flush the file's name to the disk; Windows does that by itself."""
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
    if torn:  # a crash while a line was written: what it announced had not begun
        file.truncate(len(whole) + len(newline))
        file.seek(0, os.SEEK_END)
    past: dict[str, SendRecord] = {}
    for line in whole.splitlines():
        try:
            key, record = _entry(json.loads(line))
        except (ValueError, KeyError, TypeError):
            raise ProjectError(
                f"the send log {path} is damaged",
                help="look in Customer.io for what was sent, delete the file, and send the rest",
            ) from None
        past[key] = record
    return past


def _entry(entry: dict[str, object]) -> tuple[str, SendRecord]:
    if entry["v"] != VERSION:
        raise ValueError
    at = entry["at"]
    time_of = float(at) if isinstance(at, int | float) else 0.0
    if "intend" in entry:
        return str(entry["intend"]), SendRecord(SendState.UNKNOWN, at=time_of)
    delivery = entry["id"]
    state = SendState(entry["state"])
    return str(entry["settle"]), SendRecord(state, str(delivery) if delivery else None, time_of)
