"""The emulator's SQLite database: one file, one owner, one connection.

On disk the database keeps a write-ahead log (WAL) with ``synchronous=normal``: a committed
transaction is in the operating system's hands, so it survives the end of this process, kill -9
included. Only a power failure can lose the last few.
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
    """One open database, usable from any thread; ``path`` None keeps it in memory.

    Raises:
        UsageError: another sandbox is using the file.
        ProjectError: the file is not a database of this version.
    """

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._file_lock = _lock_file(path) if path else None
        try:
            with _explain_errors(path):
                self._connection = _connect(path)
                self._connection.executescript(SCHEMA)
        except ProjectError:
            self._unlock_file()
            raise

    def pragmas(self) -> tuple[str, int]:
        """Return SQLite's journal mode and its ``synchronous`` level (1 is normal)."""
        mode = self._connection.execute("pragma journal_mode").fetchone()[0]
        return mode, self._connection.execute("pragma synchronous").fetchone()[0]

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit all writes of the block or, if it raises, none."""
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._connection.execute("commit")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def value(self, query: str, *values: object) -> Any:
        """Return the first column of a query's first row; None if there is no row."""
        rows = self.rows(query, values)
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Close the file and let another sandbox use it."""
        with self._lock:
            self._connection.close()
            self._unlock_file()

    def _unlock_file(self) -> None:
        if self._file_lock is not None:
            self._file_lock.close()


def _connect(path: Path | None) -> sqlite3.Connection:
    name = str(path) if path else ":memory:"
    connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        version = connection.execute("pragma user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            raise sqlite3.DatabaseError(f"it has version {version}")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _lock_file(path: Path) -> sqlite3.Connection:
    """Lock the database for this process; SQLite drops the lock however the process ends."""
    with _explain_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(
            f"{path}.lock", isolation_level=None, timeout=0, check_same_thread=False
        )
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        lock.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            with _explain_errors(path):
                raise
        raise UsageError(
            f"another sandbox is using {path.name}",
            help="stop it, choose another file with --db, or keep nothing with --memory",
        ) from None
    return lock


@contextlib.contextmanager
def _explain_errors(path: Path | None) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ProjectError(
            f"{path} cannot be used as the sandbox's database: {error}",
            help="choose another file with --db, or keep nothing with --memory",
        ) from None
