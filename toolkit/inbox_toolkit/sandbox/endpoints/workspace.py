"""The workspace itself: ``/v1/workspaces``, the Track API's region, the service's addresses."""

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.responses import json_response
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service

WORKSPACE_ID = 1


async def workspaces(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """List the only workspace, the project."""
    sent = service.store.count()
    workspace = {
        "id": WORKSPACE_ID,
        "name": service.catalog.project.root.name,
        "messages_sent": sent,
        "billable_messages_sent": sent,
        "people": len(service.people.everyone),
        "object_types": 0,
        "objects": 0,
    }
    return json_response({"workspaces": [workspace]})


async def region(service: Service, request: Request) -> Response:
    """Return this server as the Track API's address."""
    service.authenticator.authenticate_basic(request.headers)
    url = str(request.base_url).rstrip("/")
    return json_response({"url": url, "region": "us", "environment_id": WORKSPACE_ID})


async def addresses(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """Return the addresses that messages come from: this machine's."""
    return json_response({"ip_addresses": ["127.0.0.1"]})


ENDPOINTS = [
    Endpoint("GET", "/v1/workspaces", workspaces, limited=False),
    Endpoint("GET", "/api/v1/accounts/region", region, auth="track"),
    Endpoint("GET", "/v1/info/ip_addresses", addresses, auth="open"),
]
