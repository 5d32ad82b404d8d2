"""``/v1/messages``: deliveries as the App API shows them; there is no state, only metrics."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.request_body import page_size, whole_number
from inbox_toolkit.sandbox.responses import (
    ApiError,
    json_response,
    not_found,
    rate_limited,
    to_json,
)
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.sandbox.store import DeliveryFilter

METRICS = frozenset(
    {
        "attempted",
        "bounced",
        "clicked",
        "converted",
        "created",
        "delivered",
        "drafted",
        "dropped",
        "failed",
        "human_clicked",
        "human_opened",
        "opened",
        "prefetch_clicked",
        "prefetch_opened",
        "sent",
        "spammed",
        "undeliverable",
        "unsubscribed",
    }
)
_NOBODY = dict.fromkeys(
    (
        "action_id",
        "parent_action_id",
        "broadcast_id",
        "campaign_id",
        "newsletter_id",
        "content_id",
        "trigger_event_id",
    )
)


async def list_messages(service: Service, request: Request) -> Response:
    """List every delivery, newest first."""
    query = request.query_params
    if query.get("type", service.options.delivery_type) != service.options.delivery_type:
        return json_response({"messages": [], "next": ""})
    if query.get("campaign_id") or query.get("newsletter_id") or query.get("action_id"):
        return json_response({"messages": [], "next": ""})
    return message_page(service, query, DeliveryFilter())


async def get_message(service: Service, request: Request) -> Response:
    """Return one delivery; for a moment after its send it cannot be found yet."""
    delivery = _seen(service, request)
    return json_response({"message": message_of(delivery, service.options.delivery_type)})


async def archived_message(service: Service, request: Request) -> Response:
    """Return what was sent; 100 a day, as headers of every response say."""
    key = request.headers.get("authorization", "")
    wait = service.archived.acquire(key)
    headers = _quota(service, key)
    if wait is not None:
        detail = f"rate limited to {service.archived.limit} request(s) per day"
        error = rate_limited(detail, retry_after=None)
        error.headers = headers
        raise error
    try:
        delivery = _seen(service, request)
        body = _archived_body(delivery, service.options.archived_body)
    except ApiError as error:
        error.headers = {**error.headers, **headers}
        raise
    return json_response({"archived_message": {**_ARCHIVED, **body}}, headers=headers)


ENDPOINTS = [
    Endpoint("GET", "/v1/messages", list_messages),
    Endpoint("GET", "/v1/messages/{delivery_id}", get_message),
    Endpoint("GET", "/v1/messages/{delivery_id}/archived_message", archived_message),
]


def message_page(service: Service, query: Mapping[str, str], wanted: DeliveryFilter) -> Response:
    """Return a page of deliveries, newest first, and where the next page starts.

    ``state`` (failed, sent, drafted, attempted) is how the template's list names a metric.
    """
    metric = query.get("metric") or query.get("state") or None
    if metric is not None and metric not in METRICS:
        raise ApiError(400, f"metric {metric!r} is not one")
    size = page_size(query)
    found = service.store.page(
        DeliveryFilter(
            before=whole_number(query, "start"),
            cio_id=wanted.cio_id,
            template_number=wanted.template_number,
            metric=metric,
            drafted=True if query.get("drafts") == "true" else None,
            since=whole_number(query, "start_ts"),
            until=whole_number(query, "end_ts"),
        ),
        size + 1,
    )
    kind = service.options.delivery_type
    shown = [one for one in found[:size] if _is_visible(service, one)]
    messages = [message_of(one, kind) for one in shown]
    following = str(found[size - 1].number) if len(found) > size else ""
    listed = messages or (None if service.options.empty_lists == "null" else [])
    return json_response({"messages": listed, "next": following})


def message_of(one: Delivery, kind: str) -> dict[str, Any]:
    """Return a delivery as the API writes it; ``kind`` is its type."""
    latest = max(one.metrics.values(), default=int(one.queued_at))
    metrics = {name: at for name, at in one.metrics.items() if name != "created" or one.due}
    return {
        "id": one.delivery_id,
        "deduplicate_id": f"{one.delivery_id}:{latest}",
        "type": kind,
        "customer_id": one.person.id,
        "customer_identifiers": one.person.identifiers,
        "recipient": recipient_of(one.person),
        "subject": None,
        "metrics": metrics,
        "created": int(one.queued_at),
        "failure_message": one.failure,
        "forgotten": bool(one.request.get("disable_message_retention")),
        "msg_template_id": one.template_number,
        **_NOBODY,
    }


def recipient_of(person: Person) -> str:
    """Return the recipient as a delivery names them."""
    return person.id or person.email or ""


def _seen(service: Service, request: Request) -> Delivery:
    delivery = service.store.find(request.path_params["delivery_id"])
    if delivery is None or not _is_visible(service, delivery):
        raise not_found()
    return delivery


def _is_visible(service: Service, one: Delivery) -> bool:
    return service.clock() >= one.queued_at + service.options.unseen_seconds


_ARCHIVED: dict[str, Any] = {
    "id": 0,
    "body": "",
    "from": "",
    "reply_to": "",
    "recipient": "",
    "subject": "",
    "cc": "",
    "bcc": "",
    "fake_bcc": True,
    "preheader_text": "",
    "url": "",
    "request_method": "",
    "headers": "",
    "forgotten": False,
}


def _archived_body(one: Delivery, wanted: str) -> dict[str, Any]:
    if wanted == "missing" or one.payload is None:
        raise not_found()
    forgotten = bool(one.request.get("disable_message_retention"))
    body = "" if forgotten or wanted == "empty" else to_json(one.payload).decode()
    return {
        "id": one.delivery_id,
        "body": body,
        "recipient": recipient_of(one.person),
        "forgotten": forgotten,
    }


def _quota(service: Service, key: str) -> dict[str, str]:
    if not service.archived.limit:
        return {}
    left = str(max(0, service.archived.remaining(key)))
    return {"x-ratelimit-limit": str(service.archived.limit), "x-ratelimit-remaining": left}
