"""Deliveries and people as the sandbox's own page shows them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from inbox_toolkit.sandbox.delivering import queue_item
from inbox_toolkit.sandbox.delivery import Delivery
from inbox_toolkit.sandbox.people import Person


def row_view(one: Delivery) -> dict[str, Any]:
    """Return a delivery as a line of the list; times are Unix seconds."""
    return {
        "number": one.number,
        "delivery_id": one.delivery_id,
        "template": one.template,
        "person": one.person.label,
        "cio_id": one.person.cio_id,
        "queued_at": one.queued_at,
        "due": one.due,
        "state": one.state,
        "is_clean": one.is_clean,
        "failure": one.failure,
    }


def delivery_view(one: Delivery) -> dict[str, Any]:
    """Return all that is kept of a delivery: request, render, findings, what has happened to it."""
    return {
        **row_view(one),
        "request": one.request,
        "identifiers": one.person.identifiers,
        "metrics": one.metrics,
        "text": one.text,
        "message": None if one.payload is None else message_view(one),
        "findings": [asdict(each) for each in one.findings],
    }


def message_view(one: Delivery) -> dict[str, Any]:
    """Return a delivered message with the keys of the web SDK's ``InboxMessage``."""
    item = queue_item(one)
    kept = ("sentAt", "opened", "properties", "type", "topics", "deliveryId")
    return {
        "messageId": item["queueId"],
        "expiresAt": item["expiry"],
        **{name: item[name] for name in kept},
    }


def person_view(one: Person) -> dict[str, Any]:
    """Return a person as they are chosen from a list."""
    return {"cio_id": one.cio_id, "label": one.label, "name": _name(one.attributes)}


def _name(attributes: Mapping[str, Any]) -> str:
    name = attributes.get("first_name") or attributes.get("name")
    return name if isinstance(name, str) else ""
