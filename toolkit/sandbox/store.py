"""The journal of deliveries and people, in SQLite: what was answered 200 survives kill -9.

On disk the journal is written ahead (WAL) and flushed at each commit (``synchronous=FULL``); in
memory nothing is. Writes go through one connection under a lock, reads through another.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import ProjectError, UsageError
from toolkit.sandbox.delivery import Accepted, Delivery, Verdict
from toolkit.sandbox.people import Person
from toolkit.sandbox.rows import (
    COLUMNS,
    accepted_row,
    delivery_of,
    person_of,
    person_row,
    verdict_row,
)

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
create table if not exists people (cio_id text primary key, attributes text not null);
create table if not exists snippets (
  name text primary key, value text not null, updated_at integer not null
);
"""


@dataclass(frozen=True, slots=True)
class Retention:
    """How many deliveries are kept, and for how many seconds."""

    most: int = 100_000
    seconds: float = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Filter:
    """Which deliveries are listed, newest first; ``before`` is the number to go on from."""

    before: int | None = None
    cio_id: str | None = None
    template_number: int | None = None
    metric: str | None = None
    drafted: bool | None = None
    since: float | None = None
    until: float | None = None


class Store:
    """One journal; ``path`` None keeps it in memory.

    Raises UsageError where another sandbox has the file, ProjectError where it is no journal.
    """

    def __init__(self, path: Path | None, retention: Retention | None = None) -> None:
        self.durable = path is not None
        self.retention = retention or Retention()
        self._lock = threading.RLock()
        self._guard = _claim(path) if path else None
        with _explained(path):
            self._writer = _connect(path)
            self._writer.executescript(SCHEMA)
            self._reader = _connect(path) if path else self._writer
        self._mine: contextlib.AbstractContextManager[object] = (
            contextlib.nullcontext() if path else self._lock
        )

    def settings(self) -> tuple[str, int]:
        """Return SQLite's journal mode, and how it flushes: 2 is at each commit."""
        mode = self._writer.execute("pragma journal_mode").fetchone()[0]
        return mode, self._writer.execute("pragma synchronous").fetchone()[0]

    def close(self) -> None:
        """Close the file and let another sandbox have it."""
        with self._lock:
            if self._reader is not self._writer:
                self._reader.close()
            self._writer.close()
            if self._guard is not None:
                self._guard.close()

    def accept(self, sends: Sequence[Accepted]) -> None:
        """Store sends, all or none; once this returns they outlive the process."""
        people = [person_row(one.person) for one in sends if one.is_newcomer]
        with self._change() as write:
            write.executemany("insert or ignore into people values (?, ?)", people)
            write.executemany(
                "insert into deliveries (delivery_id, template, template_number, cio_id, person,"
                " request, queued_at, due, copies, metrics) values (?,?,?,?,?,?,?,?,?,?)",
                [accepted_row(one) for one in sends],
            )

    def settle(self, verdicts: Iterable[Verdict]) -> None:
        """Store what rendering made of deliveries."""
        with self._change() as write:
            write.executemany(
                "update deliveries set due = null, metrics = json_set(metrics, ?, ?), failure = ?,"
                " text = ?, payload = ?, findings = ?, topics = ?, type = ?, sent_at = ?,"
                " expires_at = ? where number = ?",
                [verdict_row(one) for one in verdicts],
            )

    def mark(self, delivery_id: str, metric: str, at: float) -> bool:
        """Note that something happened to a delivery, the first time only; False if unknown."""
        with self._change() as write:
            return bool(
                write.execute(
                    "update deliveries set metrics = json_insert(metrics, ?, ?)"
                    " where delivery_id = ?",
                    (f"$.{metric}", int(at), delivery_id),
                ).rowcount
            )

    def touch(
        self, delivery_id: str, *, opened: bool | None = None, removed: bool | None = None
    ) -> bool:
        """Note what a person did with a message in their inbox; False if it is unknown."""
        with self._change() as write:
            return bool(
                write.execute(
                    "update deliveries set opened = coalesce(?, opened),"
                    " removed = coalesce(?, removed) where delivery_id = ?",
                    (opened, removed, delivery_id),
                ).rowcount
            )

    def due(self, now: float, limit: int) -> list[Delivery]:
        """Return deliveries that wait to be rendered, the longest waiting first."""
        return self._deliveries("where due <= ? order by due, number limit ?", (now, limit))

    def next_due(self) -> float | None:
        """Return when the next delivery is to be rendered."""
        return self._one("select min(due) from deliveries where due is not null")

    def find(self, delivery_id: str) -> Delivery | None:
        """Return a delivery by its id."""
        return next(iter(self._deliveries("where delivery_id = ?", (delivery_id,))), None)

    def page(self, wanted: Filter, limit: int) -> list[Delivery]:
        """Return deliveries, newest first."""
        given: list[tuple[str, object]] = [
            ("number < ?", wanted.before),
            ("cio_id = ?", wanted.cio_id),
            ("template_number = ?", wanted.template_number),
            ("json_extract(metrics, ?) is not null", wanted.metric and f"$.{wanted.metric}"),
            ("(json_extract(metrics, '$.drafted') is not null) = ?", wanted.drafted),
            ("queued_at >= ?", wanted.since),
            ("queued_at <= ?", wanted.until),
        ]
        chosen = [(text, value) for text, value in given if value is not None]
        where = " and ".join(text for text, _ in chosen) or "1"
        values = [value for _, value in chosen]
        return self._deliveries(f"where {where} order by number desc limit ?", (*values, limit))

    def inbox(self, cio_id: str, now: float) -> list[Delivery]:
        """Return what a person has in their inbox, newest first."""
        return self._deliveries(
            "where cio_id = ? and payload is not null and not removed"
            " and (expires_at is null or expires_at > ?) order by number desc limit 200",
            (cio_id, now),
        )

    def count(self) -> int:
        """Return how many deliveries are kept."""
        return self._one("select count(*) from deliveries") or 0

    def forget(self, now: float) -> int:
        """Delete what is older or more than is kept, never what still waits; return how many."""
        floor = self._one(
            "select number from deliveries order by number desc limit 1 offset ?",
            self.retention.most,
        )
        with self._change() as write:
            return write.execute(
                "delete from deliveries where due is null and (number <= ? or queued_at < ?)",
                (floor or 0, now - self.retention.seconds),
            ).rowcount

    def people(self) -> list[Person]:
        """Return everyone who came in through the API."""
        with self._mine:
            rows = self._reader.execute("select cio_id, attributes from people").fetchall()
        return [person_of(*row) for row in rows]

    def put_person(self, person: Person) -> None:
        """Store a person, or their attributes as they are now."""
        with self._change() as write:
            write.execute("insert or replace into people values (?, ?)", person_row(person))

    def snippets(self) -> dict[str, tuple[str, int]]:
        """Return the snippets put through the API: value and time of the last change."""
        with self._mine:
            rows = self._reader.execute("select name, value, updated_at from snippets").fetchall()
        return {name: (value, at) for name, value, at in rows}

    def put_snippet(self, name: str, value: str, at: float) -> None:
        """Store a snippet."""
        with self._change() as write:
            write.execute(
                "insert or replace into snippets values (?, ?, ?)", (name, value, int(at))
            )

    def drop_snippet(self, name: str) -> bool:
        """Delete a snippet; False where there is none of that name."""
        with self._change() as write:
            return bool(write.execute("delete from snippets where name = ?", (name,)).rowcount)

    @contextlib.contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._writer.execute("begin immediate")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("rollback")
                raise
            self._writer.execute("commit")

    def _deliveries(self, rest: str, values: Sequence[object]) -> list[Delivery]:
        with self._mine:
            rows = self._reader.execute(
                f"select {COLUMNS} from deliveries {rest}",  # noqa: S608 - texts of this module
                values,
            ).fetchall()
        return [delivery_of(row) for row in rows]

    def _one(self, query: str, *values: object) -> int | None:
        with self._mine:
            row = self._reader.execute(query, values).fetchone()
        return row[0] if row else None


def _connect(path: Path | None) -> sqlite3.Connection:
    name = str(path) if path else ":memory:"
    connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=10)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full" if path else "pragma synchronous = off")
    version = connection.execute("pragma user_version").fetchone()[0]
    if version not in (0, SCHEMA_VERSION):
        raise sqlite3.DatabaseError(f"version {version}")
    connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
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
