"""Deliveries and people as rows of the journal, and back; JSON in ASCII, so any text fits."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from inbox_toolkit.sandbox.delivery import Accepted, Delivery, Finding, Verdict
from inbox_toolkit.sandbox.people import Person

COLUMNS = (
    "number, delivery_id, template, template_number, person, request, queued_at, due, copies,"
    " metrics, failure, text, payload, findings, topics, type, sent_at, expires_at, opened, removed"
)


def accepted_row(one: Accepted) -> tuple[object, ...]:
    """Return a send as its row."""
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


def verdict_row(one: Verdict) -> tuple[object, ...]:
    """Return what a verdict changes in its delivery's row."""
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
    """Read a row of ``COLUMNS``."""
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
    """Return a person as their row."""
    return person.cio_id, _json(person.attributes)


def person_of(cio_id: str, attributes: str) -> Person:
    """Read a person's row."""
    return Person(cio_id, json.loads(attributes))


def _json(document: object) -> str:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=True, default=dict)
