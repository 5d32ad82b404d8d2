"""Stores deliveries, people and snippets: a send that was answered 200 survives kill -9.

Each send is its own transaction. Texts are kept as ASCII JSON, so any text fits, lone surrogates
too.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inbox_toolkit.sandbox.database import Database
from inbox_toolkit.sandbox.models import AcceptedSend, Delivery, Finding, RenderResult
from inbox_toolkit.sandbox.people import Person

COLUMNS = (
    "number, delivery_id, template, template_number, person, request, queued_at, due, copies,"
    " metrics, failure, text, payload, findings, topics, type, sent_at, expires_at, opened, removed"
)


def accepted_row(one: AcceptedSend) -> tuple[object, ...]:
    """Return an accepted send as a row."""
    stage = "drafted" if one.due is None else "created"
    return (
        one.delivery_id,
        one.template,
        one.template_number,
        one.person.cio_id,
        _json([*person_row(one.person)]),
        _json(one.request),
        one.queued_at,
        one.due,
        one.copies,
        _json({"created": int(one.queued_at), stage: int(one.queued_at)}),
    )


def result_row(one: RenderResult) -> tuple[object, ...]:
    """Return the values that a render result changes in its delivery's row."""
    return (
        "$.failed" if one.failure is not None else "$.sent",
        int(one.at),
        _json(one.failure),
        _json(one.text),
        None if one.payload is None else _json(one.payload),
        _json([asdict(finding) for finding in one.findings]),
        _json(one.topics),
        one.type,
        None if one.failure is not None else one.at,
        one.expires_at,
        one.number,
    )


def delivery_of(row: Sequence[Any]) -> Delivery:
    """Return the delivery of a row of ``COLUMNS``."""
    (number, delivery_id, template, template_number, person, request, queued_at, due, copies,
     metrics, failure, text, payload, findings, topics, kind, sent_at, expires_at, opened,
     removed) = row  # fmt: skip
    return Delivery(
        number,
        delivery_id,
        template,
        template_number,
        person_of(*json.loads(person)),
        json.loads(request),
        queued_at,
        due,
        copies,
        json.loads(metrics),
        json.loads(failure or "null"),
        json.loads(text or '""'),
        json.loads(payload or "null"),
        tuple(Finding(**each) for each in json.loads(findings or "[]")),
        tuple(json.loads(topics or "[]")),
        kind or "",
        sent_at,
        expires_at,
        bool(opened),
        bool(removed),
    )


def person_row(person: Person) -> tuple[str, str]:
    """Return a person as a row."""
    return person.cio_id, _json(person.attributes)


def person_of(cio_id: str, attributes: str) -> Person:
    """Return the person of a row."""
    return Person(cio_id, json.loads(attributes))


def _json(document: object) -> str:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=True, default=dict)


@dataclass(frozen=True, slots=True)
class Retention:
    """How many deliveries are kept, and for how many seconds."""

    most: int = 100_000
    seconds: float = 30 * 86_400


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """Which deliveries to list, newest first; ``before`` is the number where the page starts."""

    before: int | None = None
    cio_id: str | None = None
    template_number: int | None = None
    metric: str | None = None
    drafted: bool | None = None
    since: float | None = None
    until: float | None = None


class Store:
    """One sandbox's data; ``path`` None keeps it in memory.

    Raises:
        UsageError: another sandbox is using the file.
        ProjectError: the file is not a database of this version.
    """

    def __init__(self, path: Path | None, retention: Retention | None = None) -> None:
        self.retention = retention or Retention()
        self._database = Database(path)

    def close(self) -> None:
        """Close the database and let another sandbox use it."""
        self._database.close()

    def accept(self, sends: Sequence[AcceptedSend]) -> None:
        """Store sends, all or none; once this returns they survive the process."""
        people = [person_row(one.person) for one in sends if one.is_newcomer]
        with self._database.transaction() as write:
            write.executemany("insert or ignore into people values (?, ?)", people)
            write.executemany(
                "insert into deliveries (delivery_id, template, template_number, cio_id, person,"
                " request, queued_at, due, copies, metrics) values (?,?,?,?,?,?,?,?,?,?)",
                [accepted_row(one) for one in sends],
            )

    def store_results(self, results: Iterable[RenderResult]) -> None:
        """Store what rendering made of deliveries."""
        with self._database.transaction() as write:
            write.executemany(
                "update deliveries set due = null, metrics = json_set(metrics, ?, ?), failure = ?,"
                " text = ?, payload = ?, findings = ?, topics = ?, type = ?, sent_at = ?,"
                " expires_at = ? where number = ?",
                [result_row(one) for one in results],
            )

    def mark(self, delivery_id: str, metric: str, at: float) -> bool:
        """Store when something first happened to a delivery; return False if it is unknown."""
        with self._database.transaction() as write:
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
        """Store what a person did with a message; return False if the delivery is unknown."""
        with self._database.transaction() as write:
            return bool(
                write.execute(
                    "update deliveries set opened = coalesce(?, opened),"
                    " removed = coalesce(?, removed) where delivery_id = ?",
                    (opened, removed, delivery_id),
                ).rowcount
            )

    def due(self, now: float, limit: int) -> list[Delivery]:
        """Return deliveries to render, the longest waiting first."""
        return self._deliveries("where due <= ? order by due, number limit ?", (now, limit))

    def next_due(self) -> float | None:
        """Return when the next delivery is due, or None."""
        found: float | None = self._database.value(
            "select min(due) from deliveries where due is not null"
        )
        return found

    def find(self, delivery_id: str) -> Delivery | None:
        """Return a delivery by its id."""
        return next(iter(self._deliveries("where delivery_id = ?", (delivery_id,))), None)

    def page(self, wanted: DeliveryFilter, limit: int) -> list[Delivery]:
        """Return deliveries, newest first."""
        given: list[tuple[str, object]] = [
            ("number < ?", wanted.before),
            ("cio_id = ?", wanted.cio_id),
            ("template_number = ?", wanted.template_number),
            *metric_conditions(wanted.metric),
            ("(json_extract(metrics, '$.drafted') is not null) = ?", wanted.drafted),
            ("queued_at >= ?", wanted.since),
            ("queued_at <= ?", wanted.until),
        ]
        chosen = [(text, value) for text, value in given if value is not None]
        where = " and ".join(text for text, _ in chosen) or "1"
        values = [value for text, value in chosen if "?" in text]
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
        return self._database.value("select count(*) from deliveries") or 0

    def newest_number(self) -> int:
        """Return the number of the newest delivery, 0 where there is none."""
        return self._database.value("select max(number) from deliveries") or 0

    def delete_all(self) -> int:
        """Delete every delivery that is not still due; return how many."""
        with self._database.transaction() as write:
            return write.execute("delete from deliveries where due is null").rowcount

    def delete_expired(self, now: float) -> int:
        """Delete deliveries beyond the retention, never one still due; return how many."""
        floor = self._database.value(
            "select number from deliveries order by number desc limit 1 offset ?",
            self.retention.most,
        )
        with self._database.transaction() as write:
            return write.execute(
                "delete from deliveries where due is null and (number <= ? or queued_at < ?)",
                (floor or 0, now - self.retention.seconds),
            ).rowcount

    def people(self) -> list[Person]:
        """Return the people added through the API."""
        rows = self._database.rows("select cio_id, attributes from people")
        return [person_of(*row) for row in rows]

    def put_person(self, person: Person) -> None:
        """Store a person, or their attributes as they are now."""
        with self._database.transaction() as write:
            write.execute("insert or replace into people values (?, ?)", person_row(person))

    def snippets(self) -> dict[str, tuple[str, int]]:
        """Return the snippets put through the API: value and time of the last change."""
        rows = self._database.rows("select name, value, updated_at from snippets")
        return {name: (value, at) for name, value, at in rows}

    def put_snippet(self, name: str, value: str, at: float) -> None:
        """Store a snippet."""
        with self._database.transaction() as write:
            write.execute(
                "insert or replace into snippets values (?, ?, ?)", (name, value, int(at))
            )

    def delete_snippet(self, name: str) -> bool:
        """Delete a snippet; return False if there is none of that name."""
        with self._database.transaction() as write:
            return bool(write.execute("delete from snippets where name = ?", (name,)).rowcount)

    def _deliveries(self, rest: str, values: Sequence[object]) -> list[Delivery]:
        query = f"select {COLUMNS} from deliveries {rest}"  # noqa: S608 - texts of this module
        return [delivery_of(row) for row in self._database.rows(query, values)]


def metric_conditions(metric: str | None) -> list[tuple[str, object]]:
    """Return the SQL condition that a metric is set, and its value.

    The rare metrics are written exactly as in their partial index, so that SQLite uses it.
    """
    if metric in ("failed", "drafted"):
        return [(f"json_extract(metrics, '$.{metric}') is not null", True)]
    return [("json_extract(metrics, ?) is not null", f"$.{metric}")] if metric else []
