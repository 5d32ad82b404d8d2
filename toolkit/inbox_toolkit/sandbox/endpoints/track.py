"""The Track API's ``/api/v1/customers/{id}``: put people into the workspace, or change them."""

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.answers import json_answer
from inbox_toolkit.sandbox.endpoint import Endpoint
from inbox_toolkit.sandbox.people import Person, newcomer
from inbox_toolkit.sandbox.reading import read_object
from inbox_toolkit.sandbox.service import Service


async def identify(service: Service, request: Request) -> Response:
    """Lay attributes over a person's own, or make the person; an empty one is taken away."""
    service.keys.check_basic(request.headers)
    given = await read_object(request, "meta")
    service.put_person(changed(service, request.path_params["identifier"], given))
    return json_answer({})


ENDPOINTS = [Endpoint("PUT", "/api/v1/customers/{identifier:path}", identify, door="track")]


def changed(service: Service, identifier: str, given: dict[str, object]) -> Person:
    """Return the person of an id, an address or ``cio_…`` with attributes laid over theirs."""
    kind = "id"
    if identifier.startswith("cio_"):
        kind, identifier = "cio_id", identifier.removeprefix("cio_")
    elif "@" in identifier:
        kind = "email"
    person = service.people.find(kind, identifier) or newcomer(kind, identifier)
    merged = {**person.attributes, **given}
    return Person(
        person.cio_id, {name: one for name, one in merged.items() if one not in (None, "")}
    )
