"""The sandbox's own page: its routes, and the JSON in which it gets deliveries and people.

It shares the assets and message frames of ``inbox_toolkit.web`` with the preview.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from inbox_toolkit.sandbox.inbox_wire import queue_item
from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.request_body import page_size, whole_number
from inbox_toolkit.sandbox.responses import ApiError, not_found
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.sandbox.store import DeliveryFilter
from inbox_toolkit.sandbox.wire import (
    DeliveryPage,
    DeliveryRow,
    DeliveryView,
    FindingRow,
    InboxView,
    PersonView,
)
from inbox_toolkit.web.message_frames import RENDERER, component_of, frame_routes, frames_view
from inbox_toolkit.web.operations import json_response
from inbox_toolkit.web.security import SECURITY_HEADERS
from inbox_toolkit.web.sse import RETRY, encode_event, event_response
from inbox_toolkit.web.static import Asset, allow_in_frames, load_assets, serve
from inbox_toolkit.web.wire import MessageView


def row_view(one: Delivery) -> DeliveryRow:
    """Return a delivery as a row of the list."""
    return DeliveryRow(
        number=one.number,
        delivery_id=one.delivery_id,
        template=one.template,
        person=one.person.label,
        cio_id=one.person.cio_id,
        queued_at=one.queued_at,
        due=one.due,
        state=one.state,
        is_clean=one.is_clean,
        failure=one.failure,
    )


def delivery_view(one: Delivery) -> DeliveryView:
    """Return a delivery with its request, rendered text, message, findings and metrics."""
    return DeliveryView(
        row=row_view(one),
        request=one.request,
        identifiers=one.person.identifiers,
        metrics=one.metrics,
        text=one.text,
        message=None if one.payload is None else message_view(one),
        findings=tuple(FindingRow(**asdict(each)) for each in one.findings),
    )


def message_view(one: Delivery) -> MessageView:
    """Return a delivered message with the keys of the web SDK's ``InboxMessage``."""
    item = queue_item(one)
    return MessageView(
        message_id=item["queueId"],
        sent_at=item["sentAt"],
        expires_at=item["expiry"],
        opened=item["opened"],
        properties=item["properties"],
        type=item["type"],
        topics=tuple(item["topics"]),
        delivery_id=item["deliveryId"],
    )


def person_view(one: Person) -> PersonView:
    """Return a person as an entry of the list."""
    return PersonView(one.cio_id, one.label, _name(one.attributes))


def _name(attributes: Mapping[str, Any]) -> str:
    name = attributes.get("first_name") or attributes.get("name")
    return name if isinstance(name, str) else ""


PRIVATE = "/sandbox/"
"""Path prefix of the page's own data, which no other site may ask for."""

MAX_PEOPLE = 500


@cache
def page_assets() -> Mapping[str, Asset]:
    """Return the shared assets with this page's ``index.html``."""
    return {**load_assets(), **load_assets("inbox_toolkit.sandbox")}


def page_routes(service: Service, assets: Mapping[str, Asset]) -> list[BaseRoute]:
    """Return the routes of the page, its assets, frames and data; all of them only read."""
    overview = partial(_overview, RENDERER in assets)
    routes = [
        Route("/", partial(_page, assets)),
        Route("/assets/{name:path}", partial(_asset, assets)),
        Route(f"{PRIVATE}events", partial(_events, service)),
        Route(f"{PRIVATE}overview", partial(_answer, service, overview)),
        Route(f"{PRIVATE}deliveries", partial(_answer, service, _deliveries)),
        Route(f"{PRIVATE}deliveries/{{delivery_id}}", partial(_answer, service, _delivery)),
        Route(f"{PRIVATE}inbox/{{cio_id}}", partial(_answer, service, _inbox)),
        *frame_routes(
            lambda: component_of(service.catalog.project.config), secrets.token_urlsafe(12)
        ),
    ]
    return [Route(one.path, partial(_secured, one.endpoint)) for one in routes]


async def _secured(
    endpoint: Callable[[Request], Awaitable[Response]], request: Request
) -> Response:
    response = await endpoint(request)
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


async def _page(assets: Mapping[str, Asset], request: Request) -> Response:
    return serve(request, assets["index.html"])


async def _asset(assets: Mapping[str, Asset], request: Request) -> Response:
    return allow_in_frames(serve(request, assets.get(request.path_params["name"])))


async def _events(service: Service, request: Request) -> Response:  # noqa: ARG001 - starlette's
    return event_response(service.changes.stream(RETRY + encode_event("hello", {})))


async def _answer(service: Service, view: Any, request: Request) -> Response:
    try:
        return json_response(view(service, request))
    except ApiError as refusal:
        return refusal.response()


def _overview(renderer: bool, service: Service, request: Request) -> dict[str, Any]:  # noqa: ARG001
    project = service.catalog.project
    return {
        "project": project.root.name,
        "now": datetime.fromtimestamp(service.clock(), UTC).isoformat(),
        "trouble": service.reloader.error,
        "kept": service.store.count(),
        "people": [person_view(one) for one in service.people.everyone[:MAX_PEOPLE]],
        "frames": frames_view(project.config, renderer=renderer),
    }


def _deliveries(service: Service, request: Request) -> DeliveryPage:
    query = request.query_params
    wanted = DeliveryFilter(
        before=whole_number(query, "before"),
        metric=query.get("metric") or None,
        cio_id=query.get("person") or None,
    )
    found = service.store.page(wanted, page_size(query))
    return DeliveryPage(tuple(row_view(one) for one in found))


def _delivery(service: Service, request: Request) -> DeliveryView:
    one = service.store.find(request.path_params["delivery_id"])
    if one is None:
        raise not_found()
    return delivery_view(one)


def _inbox(service: Service, request: Request) -> InboxView:
    found = service.inbox(request.path_params["cio_id"])
    return InboxView(tuple(message_view(one) for one in found))
