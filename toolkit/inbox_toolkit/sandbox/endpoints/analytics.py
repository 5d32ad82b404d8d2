"""The web SDK's reports: who a page's visitor is, and that a message was opened or clicked."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.endpoints.customers import merge_person
from inbox_toolkit.sandbox.request_body import read_object
from inbox_toolkit.sandbox.responses import json_response
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service

REPORT = "Report Delivery Event"
REPORTED = frozenset({"delivered", "opened", "clicked", "converted"})


async def identify(service: Service, request: Request) -> Response:
    """Add the visitor to the workspace, or merge their traits."""
    body = await read_object(request, "meta")
    user, traits = body.get("userId"), body.get("traits")
    if isinstance(user, str) and user:
        service.put_person(merge_person(service, user, traits if isinstance(traits, dict) else {}))
    return json_response({"success": True})


async def track(service: Service, request: Request) -> Response:
    """Record what a visitor did with a message; other events are accepted and dropped."""
    body = await read_object(request, "meta")
    if body.get("event") == REPORT:
        _report(service, body.get("properties"))
    return json_response({"success": True})


async def ignored(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """Accept a page view."""
    await read_object(request, "meta")
    return json_response({"success": True})


ENDPOINTS = [
    Endpoint("POST", "/v1/i", identify, auth="sdk"),
    Endpoint("POST", "/v1/t", track, auth="sdk"),
    Endpoint("POST", "/v1/p", ignored, auth="sdk"),
]


def _report(service: Service, properties: Any) -> None:
    if not isinstance(properties, dict):
        return
    delivery_id, metric = properties.get("deliveryId"), properties.get("metric")
    if isinstance(delivery_id, str) and metric in REPORTED:
        service.store.mark(delivery_id, metric, service.clock())
        if metric == "opened":  # an inbox message is delivered when it is opened
            service.store.mark(delivery_id, "delivered", service.clock())
        service.announce()
