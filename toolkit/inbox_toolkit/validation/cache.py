"""The cache of results: marshaled values with a checksum, in a folder of the user's own.

Concurrent runs are safe (a file is replaced atomically, the last one wins), and so are killed runs
(a half-written file has another name) and damaged files (the checksum fails, and the file is
ignored). The folder is outside the project: a cache is trusted, so it must not come with a
checkout. What cannot be written is not cached; nothing here raises.
"""

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from time import time

MAGIC = b"inbox-toolkit cache 1\n"
_SUM = 16
_STALE = 3_600
"""Seconds after which a draft must be from a run that was killed."""
_MOST_FILES = 32
"""Files kept per project; there is one for each clock that runs were given."""


class ResultCache:
    """One project's cache; ``folder`` is None if nothing can or may be cached."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder if folder is None or _is_ours(folder) else None

    @property
    def is_enabled(self) -> bool:
        """Return True if anything can be cached at all."""
        return self._folder is not None

    def read(self, name: str) -> object:
        """Return what was written under a name; None if there is nothing, or it is damaged."""
        if self._folder is None:
            return None
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
            return None
        head = len(MAGIC) + _SUM
        body = memoryview(content)[head:]
        if content[:head] != MAGIC + _checksum(body):
            return None
        try:
            value: object = marshal.loads(body)  # noqa: S302 - a sound file of this user's own
        except (ValueError, EOFError, TypeError):
            return None
        return value

    def write(self, name: str, value: object) -> None:
        """Write a value made of dicts, tuples, lists, texts, numbers, bytes and None."""
        if self._folder is None:
            return
        body = marshal.dumps(value)  # type: ignore[arg-type] # plain values, says the contract
        draft = self._folder / f".{name}.{os.getpid()}.{os.urandom(4).hex()}.part"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sweep()
            draft.write_bytes(MAGIC + _checksum(body) + body)
            draft.replace(self._folder / name)
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def _sweep(self) -> None:
        """Remove what killed runs left behind, and the oldest files."""
        if self._folder is None:
            return
        times: list[tuple[float, str]] = []
        with os.scandir(self._folder) as entries:
            for one in entries:
                times.append((one.stat().st_mtime, one.path))
        times.sort(reverse=True)
        for number, (changed, path) in enumerate(times):
            if number >= _MOST_FILES or (path.endswith(".part") and changed < time() - _STALE):
                with suppress(OSError):
                    Path(path).unlink()


def cache_folder(root: Path, environ: Mapping[str, str]) -> Path | None:
    """Return a project's cache folder; None if the user has no home.

    ``INBOX_CACHE_DIR``, else the system's folder for caches, with one folder per project in it.
    """
    name = blake2b(str(root.resolve()).encode("utf-8", "surrogateescape"), digest_size=8)
    base = _base(environ)
    return base / "inbox-toolkit" / name.hexdigest() if base else None


def _base(environ: Mapping[str, str]) -> Path | None:
    for variable in ("INBOX_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        if environ.get(variable):
            return Path(environ[variable])
    home = environ.get("HOME") or environ.get("USERPROFILE")
    if not home:
        return None
    return Path(home) / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _is_ours(folder: Path) -> bool:
    """Return False for a folder of another user, whose files are not trusted."""
    if not hasattr(os, "getuid"):
        return True
    try:
        found = folder.stat()
    except OSError:
        return True
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _checksum(body: bytes | memoryview) -> bytes:
    return blake2b(body, digest_size=_SUM).digest()
