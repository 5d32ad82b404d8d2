"""The sandbox's own page: deliveries as they come, what became of each, anyone's inbox."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from toolkit.sandbox.answers import json_answer
from toolkit.sandbox.delivering import queue_item
from toolkit.sandbox.delivery import Delivery
from toolkit.sandbox.reading import page_size, whole_number
from toolkit.sandbox.service import Service
from toolkit.sandbox.store import Filter
from toolkit.sandbox.wire_errors import RefusalError, not_found
from toolkit.web.events import encode_event, event_response
from toolkit.web.guard import SECURITY_HEADERS
from toolkit.web.static import Asset, serve

PRIVATE = "/sandbox/"
"""Where the page's own data is: no other site may ask for it."""


def page_routes(service: Service, assets: Mapping[str, Asset]) -> list[BaseRoute]:
    """Return the page, its files and what it asks for; all of it only reads."""
    return [
        Route("/", partial(_file, assets, "index.html")),
        Route("/assets/{name}", partial(_file, assets, "")),
        Route(f"{PRIVATE}events", partial(_events, service)),
        Route(f"{PRIVATE}overview", partial(_answer, service, _overview)),
        Route(f"{PRIVATE}deliveries", partial(_answer, service, _deliveries)),
        Route(f"{PRIVATE}deliveries/{{delivery_id}}", partial(_answer, service, _delivery)),
        Route(f"{PRIVATE}inbox/{{cio_id}}", partial(_answer, service, _inbox)),
    ]


async def _file(assets: Mapping[str, Asset], name: str, request: Request) -> Response:
    return _fenced(serve(request, assets.get(name or request.path_params["name"])))


async def _events(service: Service, request: Request) -> Response:  # noqa: ARG001 - starlette's
    hello = encode_event("changed", {})
    return _fenced(event_response(service.changes.stream(hello)))


async def _answer(service: Service, view: Any, request: Request) -> Response:
    try:
        return _fenced(json_answer(view(service, request)))
    except RefusalError as refusal:
        return _fenced(refusal.response())


def _overview(service: Service, request: Request) -> dict[str, Any]:  # noqa: ARG001 - the form
    return {
        "project": service.contents.project.root.name,
        "trouble": service.shelf.trouble,
        "kept": service.store.count(),
        "people": [
            {"cio_id": one.cio_id, "label": one.label, "name": _name(one.attributes)}
            for one in service.people.everyone[:500]
        ],
    }


def _deliveries(service: Service, request: Request) -> dict[str, Any]:
    query = request.query_params
    wanted = Filter(before=whole_number(query, "before"), metric=query.get("metric") or None)
    found = service.store.page(wanted, page_size(query))
    return {"deliveries": [_row(one) for one in found]}


def _delivery(service: Service, request: Request) -> dict[str, Any]:
    one = service.store.find(request.path_params["delivery_id"])
    if one is None:
        raise not_found()
    return {
        **_row(one),
        "request": one.request,
        "person": one.person.identifiers,
        "metrics": one.metrics,
        "text": one.text,
        "payload": one.payload,
        "findings": [asdict(each) for each in one.findings],
        "topics": one.topics,
        "type": one.type,
        "expires_at": one.expires_at,
    }


def _inbox(service: Service, request: Request) -> dict[str, Any]:
    return {"messages": [queue_item(one) for one in service.inbox(request.path_params["cio_id"])]}


def _row(one: Delivery) -> dict[str, Any]:
    return {
        "number": one.number,
        "delivery_id": one.delivery_id,
        "template": one.template,
        "person": one.person.label,
        "cio_id": one.person.cio_id,
        "queued_at": one.queued_at,
        "due": one.due,
        "state": one.state,
        "failure": one.failure,
        "found": len(one.findings),
    }


def _name(attributes: Mapping[str, Any]) -> str:
    name = attributes.get("first_name") or attributes.get("name")
    return name if isinstance(name, str) else ""


def _fenced(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
