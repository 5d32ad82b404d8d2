"""``/v1/transactional``: the project's templates as the App API lists them, by number only."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.catalog import CatalogEntry
from inbox_toolkit.sandbox.endpoints.messages import message_page
from inbox_toolkit.sandbox.request_body import whole_number
from inbox_toolkit.sandbox.responses import ApiError, json_response, not_found
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.sandbox.store import DeliveryFilter
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.digits import parse_digits

STEPS = {"hours": 24, "days": 45, "weeks": 12, "months": 121}
SECONDS = {"hours": 3600, "days": 86_400, "weeks": 604_800, "months": 2_592_000}
COUNTED = ("created", "sent", "failed", "opened", "clicked", "drafted")
MOST_COUNTED = 100_000


async def list_templates(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """List the templates; nothing in the response says that they are inbox messages."""
    return json_response({"messages": [_message(one) for one in service.catalog.messages]})


async def get_template(service: Service, request: Request) -> Response:
    """Return one template's settings."""
    return json_response({"message": _message(_entry(service, request))})


async def list_contents(service: Service, request: Request) -> Response:
    """List the languages of a template."""
    return json_response({"contents": _contents(_entry(service, request))})


async def get_content(service: Service, request: Request) -> Response:
    """Return one language of a template by the number of its content."""
    wanted = request.path_params["content_id"]
    for content in _contents(_entry(service, request)):
        if str(content["id"]) == wanted:
            return json_response({"content": content})
    raise ApiError(400, "content does not belong to this message", "meta")


async def get_language(service: Service, request: Request) -> Response:
    """Return a language of a template; the vendor's description has a list of one here."""
    wanted = request.path_params["language"].casefold().replace("_", "-")
    for content in _contents(_entry(service, request)):
        if content["language"].casefold().replace("_", "-") == wanted:
            return json_response({"content": [content]})
    raise ApiError(400, f"there is no language {wanted!r}", "meta")


async def put_content(service: Service, request: Request) -> Response:
    """Refuse to write: the App API documents no way to change the content of an inbox message."""
    _entry(service, request)
    text = "the content of an inbox message cannot be changed through this API"
    raise ApiError(400, text, "meta")


async def list_deliveries(service: Service, request: Request) -> Response:
    """List a template's deliveries, newest first."""
    wanted = DeliveryFilter(template_number=_entry(service, request).number)
    return message_page(service, request.query_params, wanted)


async def metrics(service: Service, request: Request) -> Response:
    """Count what happened to a template's deliveries, by period."""
    entry, query = _entry(service, request), request.query_params
    period = query.get("period", "days")
    if period not in STEPS:
        raise ApiError(400, f"period {period!r} is not one")
    steps = max(1, min(whole_number(query, "steps") or 12, STEPS[period]))
    now, size = service.clock(), SECONDS[period]
    wanted = DeliveryFilter(template_number=entry.number, since=now - steps * size)
    series = {name: [0] * steps for name in COUNTED}
    for one in service.store.page(wanted, MOST_COUNTED):
        for name, at in one.metrics.items():
            step = steps - 1 - int((now - at) // size)
            if name in series and 0 <= step < steps:
                series[name][step] += 1
    return json_response({"metric": {"series": series}})


async def link_metrics(service: Service, request: Request) -> Response:
    """List tracked links: an inbox message has none."""
    _entry(service, request)
    return json_response({"links": []})


_ONE = "/v1/transactional/{transactional_id}"
ENDPOINTS = [
    Endpoint("GET", "/v1/transactional", list_templates),
    Endpoint("GET", _ONE, get_template),
    Endpoint("GET", f"{_ONE}/contents", list_contents, limited=False),
    Endpoint("GET", f"{_ONE}/contents/{{content_id}}", get_content),
    Endpoint("PUT", f"{_ONE}/content/{{content_id}}", put_content),
    Endpoint("GET", f"{_ONE}/language/{{language:path}}", get_language),
    Endpoint("PUT", f"{_ONE}/language/{{language:path}}", put_content),
    Endpoint("GET", f"{_ONE}/messages", list_deliveries),
    Endpoint("GET", f"{_ONE}/metrics", metrics),
    Endpoint("GET", f"{_ONE}/metrics/links", link_metrics),
]


def _entry(service: Service, request: Request) -> CatalogEntry:
    """Return the template that a path names by number; trigger names work in sends only."""
    number = parse_digits(request.path_params["transactional_id"])
    entry = None if number is None else service.catalog.find(number)
    if entry is None:
        raise not_found()
    return entry


def _message(entry: CatalogEntry) -> dict[str, Any]:
    envelope = entry.base.envelope
    return {
        "id": entry.number,
        "name": envelope.name or entry.base.name,
        "description": envelope.description or "",
        "send_to_unsubscribed": True,
        "link_tracking": False,
        "open_tracking": False,
        "hide_message_body": False,
        "queue_drafts": False,
        "created_at": 0,
        "updated_at": 0,
    }


def _contents(entry: CatalogEntry) -> list[dict[str, Any]]:
    """Return each language as content; how the service writes it for inbox messages is unentry."""
    templates = [entry.base, *entry.translations.values()]
    return [_content(entry.number * 1000 + place, one) for place, one in enumerate(templates)]


def _content(number: int, template: Template) -> dict[str, Any]:
    body = template.body
    return {
        "id": number,
        "name": template.envelope.name or template.name,
        "language": template.language or "",
        "type": "inbox",
        "body": body.span.of(body.text) if body else "",
        "created": 0,
        "updated": 0,
        "headers": "[]",
    }
