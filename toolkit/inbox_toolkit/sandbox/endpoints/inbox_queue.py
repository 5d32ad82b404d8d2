"""The in-app queue that the web SDK reads: a person's messages, their changes, streams."""

import json
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.project.files import theme_of
from inbox_toolkit.sandbox.inbox_wire import queue_item, theme_headers, user_of
from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.request_body import read_object
from inbox_toolkit.sandbox.responses import json_response, not_found
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.web.sse import event_response

USER_TOKEN = "x-gist-encoded-user-token"  # noqa: S105 - the name of a header

BRANDING: dict[str, Any] = {
    "theme": {},
    "patterns": {
        "inbox": {
            "floatingIcon": {
                "background": "#000000",
                "color": "#ffffff",
                "svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
                '<path fill="currentColor" d="M12 2a7 7 0 0 0-7 7v5l-2 3h18l-2-3V9a7 7 0 0 0-7-7z'
                'M9 19a3 3 0 0 0 6 0z"/></svg>',
            },
            "background": "#ffffff",
            "cornerRadius": 8,
            "borderColor": "#d9d9d9",
            "dividerColor": "#d9d9d9",
            "shadow": {"color": "#00000026", "offsetX": 0, "offsetY": 2, "blur": 8},
            "position": "bottom-right",
            "hoverBackground": "#f5f5f5",
            "unreadIndicator": {
                "showAlert": True,
                "background": "#e00000",
                "text": {
                    "fontSize": 8,
                    "fontWeight": 400,
                    "fontFamily": "sans-serif",
                    "color": "#ffffff",
                    "lineHeight": 1.5,
                },
            },
        }
    },
}
"""The branding of a workspace that has set none; the values are those of the vendor's tests."""


async def messages(service: Service, request: Request) -> Response:
    """Return a person's whole inbox to a page that polls."""
    person = user_of(request.headers.get(USER_TOKEN, ""), service.people)
    inbox = service.inbox(person.cio_id) if person else []
    visual = service.catalog.project.config.visual.templates is not None
    return json_response(
        {"inAppMessages": [], "inboxMessages": [queue_item(one) for one in inbox]},
        headers=theme_headers(visual=visual),
    )


async def stream(service: Service, request: Request) -> Response:
    """Stream a person's inbox, again whenever it changes."""
    token = request.query_params.get("userToken", "").replace(" ", "+")
    person = user_of(token, service.people)
    cio_id = person.cio_id if person else ""
    return event_response(service.streams.stream(cio_id, lambda: service.inbox(cio_id)))


async def mark(service: Service, request: Request) -> Response:
    """Mark a message as opened, or as unread again."""
    body = await read_object(request, "errors")
    delivery, person = _own(service, request)
    if isinstance(body.get("opened"), bool):
        service.store.touch(delivery.delivery_id, opened=body["opened"])
        service.push(person.cio_id)
    return json_response({})


async def remove(service: Service, request: Request) -> Response:
    """Remove a message from its person's inbox."""
    delivery, person = _own(service, request)
    service.store.touch(delivery.delivery_id, removed=True)
    service.push(person.cio_id)
    return json_response({})


async def seen(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """Accept the view of an in-app message; there are none here."""
    return json_response({})


async def branding(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """Return the look of the visual inbox: the project's branding or theme, if it has one."""
    config = service.catalog.project.config
    kept = _document(config.root, config.visual.theme)
    own = kept if isinstance(kept, dict) and "patterns" in kept else {}
    return json_response({**BRANDING, **own, "theme": theme_of(kept)})


async def visual_templates(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """Return the project's visual templates."""
    config = service.catalog.project.config
    return json_response(_document(config.root, config.visual.templates))


ENDPOINTS = [
    Endpoint("POST", "/api/v4/users", messages, auth="sdk"),
    Endpoint("GET", "/api/v3/sse", stream, auth="sdk"),
    Endpoint("PATCH", "/api/v1/messages/{queue_id}", mark, auth="sdk"),
    Endpoint("POST", "/api/v1/logs/queue/{queue_id}", remove, auth="sdk"),
    Endpoint("POST", "/api/v1/logs/message/{message_id}", seen, auth="sdk"),
    Endpoint("GET", "/api/v1/branding", branding, auth="sdk"),
    Endpoint("GET", "/api/v1/templates", visual_templates, auth="sdk"),
]


def _own(service: Service, request: Request) -> tuple[Delivery, Person]:
    """Return a message of the person who asks; raises a 404 for anybody else's."""
    person = user_of(request.headers.get(USER_TOKEN, ""), service.people)
    wanted = request.path_params["queue_id"]
    for one in service.inbox(person.cio_id) if person else []:
        if queue_item(one)["queueId"] == wanted and person is not None:
            return one, person
    raise not_found()


def _document(root: Path, name: str | None) -> Any:
    if name is None:
        return {}
    try:
        return json.loads((root / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
