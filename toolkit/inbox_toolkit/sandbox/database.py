"""The file under the journal: one SQLite database, one owner, and no commit that is not flushed.

On disk the log is written ahead (WAL) and flushed at each commit (``synchronous=FULL``); in memory
nothing is. Writes go through one connection under a lock, reads through another.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from inbox_toolkit.errors import ProjectError, UsageError

SCHEMA_VERSION = 1
SCHEMA = """
create table if not exists deliveries (
  number integer primary key autoincrement,
  delivery_id text not null unique,
  template text not null, template_number integer not null,
  cio_id text not null, person text not null, request text not null,
  queued_at real not null, due real, copies integer not null,
  metrics text not null, failure text, text text, payload text, findings text,
  topics text, type text, sent_at real, expires_at real,
  opened integer not null default 0, removed integer not null default 0
);
create index if not exists deliveries_due on deliveries (due) where due is not null;
create index if not exists deliveries_person on deliveries (cio_id, number);
create index if not exists deliveries_template on deliveries (template_number, number);
create index if not exists deliveries_failed on deliveries (number)
  where json_extract(metrics, '$.failed') is not null;
create index if not exists deliveries_drafted on deliveries (number)
  where json_extract(metrics, '$.drafted') is not null;
create table if not exists people (cio_id text primary key, attributes text not null);
create table if not exists snippets (
  name text primary key, value text not null, updated_at integer not null
);
"""


class Database:
    """One open database, to be used from any thread; ``path`` None keeps it in memory.

    Raises UsageError where another sandbox has the file, ProjectError where it is no journal.
    """

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._claim = _claim(path) if path else None
        try:
            with _explained(path):
                self._writer = _connect(path)
                self._writer.executescript(SCHEMA)
                self._reader = _connect(path) if path else self._writer
        except ProjectError:
            self._give_back()
            raise
        self._reading: contextlib.AbstractContextManager[object] = (
            contextlib.nullcontext() if path else self._lock
        )

    def pragmas(self) -> tuple[str, int]:
        """Return SQLite's journal mode, and how it flushes: 2 is at each commit."""
        mode = self._writer.execute("pragma journal_mode").fetchone()[0]
        return mode, self._writer.execute("pragma synchronous").fetchone()[0]

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction: all of the block or, where it raises, nothing."""
        with self._lock:
            self._writer.execute("begin immediate")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("rollback")
                raise
            self._writer.execute("commit")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._reading:
            return self._reader.execute(query, values).fetchall()

    def value(self, query: str, *values: object) -> Any:
        """Return the first column of a query's first row; None where there is none."""
        rows = self.rows(query, values)
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Close the file and let another sandbox have it."""
        with self._lock:
            if self._reader is not self._writer:
                self._reader.close()
            self._writer.close()
            self._give_back()

    def _give_back(self) -> None:
        if self._claim is not None:
            self._claim.close()


def _connect(path: Path | None) -> sqlite3.Connection:
    name = str(path) if path else ":memory:"
    connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full" if path else "pragma synchronous = off")
        version = connection.execute("pragma user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            raise sqlite3.DatabaseError(f"it is of version {version}")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _claim(path: Path) -> sqlite3.Connection:
    """Take the file for this process; SQLite gives it back however the process ends."""
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(
            f"{path}.lock", isolation_level=None, timeout=0, check_same_thread=False
        )
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError:
        lock.close()
        raise UsageError(
            f"another sandbox is using {path.name}",
            help="stop it, choose another file with --db, or keep nothing with --memory",
        ) from None
    return lock


@contextlib.contextmanager
def _explained(path: Path | None) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ProjectError(
            f"{path} cannot be used as the sandbox's journal: {error}",
            help="choose another file with --db, or keep nothing with --memory",
        ) from None
