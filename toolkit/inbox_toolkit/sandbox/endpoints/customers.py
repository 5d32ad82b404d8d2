"""People: ``/v1/customers`` of the App API, and ``/api/v1/customers/{id}`` of the Track API.

The App API writes every attribute as text; the Track API adds and changes people.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.endpoints.messages import message_page
from inbox_toolkit.sandbox.people import KINDS, Person, as_text, new_person
from inbox_toolkit.sandbox.request_body import read_object
from inbox_toolkit.sandbox.responses import ApiError, json_response, not_found
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.sandbox.store import DeliveryFilter

MOST_IDS = 100


async def find(service: Service, request: Request) -> Response:
    """Find people by address; an unencoded plus sign is a space, which finds nobody."""
    email = request.query_params.get("email", "")
    found = service.people.with_address(email) if email else []
    nobody: list[object] | None = None if service.options.empty_lists == "null" else []
    return json_response({"results": [one.identifiers for one in found] or nobody})


async def attributes(service: Service, request: Request) -> Response:
    """Return one person's attributes."""
    return json_response({"customer": _customer(_person(service, request))})


async def several(service: Service, request: Request) -> Response:
    """Return the attributes of up to 100 people; unknown ones are left out."""
    body = await read_object(request, "errors")
    ids = body.get("ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_IDS:
        raise ApiError(400, "ids must hold 1 to 100 identifiers", pointer="/ids")
    if not all(isinstance(one, str) for one in ids):
        raise ApiError(400, "each of ids must be a string", pointer="/ids")
    kind = _kind(request)
    found = [one for each in ids if (one := service.people.find(kind, each))]
    return json_response({"customers": [{"customer": _customer(one)} for one in found]})


async def deliveries(service: Service, request: Request) -> Response:
    """List one person's deliveries, newest first."""
    wanted = DeliveryFilter(cio_id=_person(service, request).cio_id)
    return message_page(service, request.query_params, wanted)


def _person(service: Service, request: Request) -> Person:
    person = service.people.find(_kind(request), request.path_params["customer_id"])
    if person is None:
        raise not_found()
    return person


def _kind(request: Request) -> str:
    """Return the kind of identifier; phone numbers are no identifiers in this workspace."""
    kind = request.query_params.get("id_type", "id")
    if kind not in KINDS:
        raise ApiError(400, f"id_type {kind!r} is not an identifier of this workspace")
    return kind


def _customer(person: Person) -> dict[str, Any]:
    known = {**person.identifiers, **person.attributes}
    return {
        "id": person.id or "",
        "identifiers": person.identifiers,
        "attributes": {name: as_text(value) for name, value in known.items() if value is not None},
        "timestamps": {},
        "unsubscribed": person.attributes.get("unsubscribed") is True,
        "devices": [],
    }


async def identify(service: Service, request: Request) -> Response:
    """Merge attributes into a person's, or add the person; an empty attribute is removed."""
    service.authenticator.authenticate_basic(request.headers)
    given = await read_object(request, "meta")
    service.put_person(merge_person(service, request.path_params["identifier"], given))
    return json_response({})


def merge_person(service: Service, identifier: str, given: dict[str, object]) -> Person:
    """Return the person of an id, an address or ``cio_…`` with attributes merged into theirs."""
    kind = "id"
    if identifier.startswith("cio_"):
        kind, identifier = "cio_id", identifier.removeprefix("cio_")
    elif "@" in identifier:
        kind = "email"
    person = service.people.find(kind, identifier) or new_person(kind, identifier)
    merged = {**person.attributes, **given}
    return Person(
        person.cio_id, {name: one for name, one in merged.items() if one not in (None, "")}
    )


ENDPOINTS = [
    Endpoint("GET", "/v1/customers", find),
    Endpoint("POST", "/v1/customers/attributes", several),
    Endpoint("GET", "/v1/customers/{customer_id:path}/attributes", attributes),
    Endpoint("GET", "/v1/customers/{customer_id:path}/messages", deliveries),
    Endpoint("PUT", "/api/v1/customers/{identifier:path}", identify, auth="track"),
]
