"""``/v1/snippets``: texts that templates share; the API's override the project's."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.request_body import read_object
from inbox_toolkit.sandbox.responses import ApiError, json_response, not_found
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service

LONGEST_NAME, LONGEST_VALUE = 150, 16_000
_OTHERS = re.compile(r"\{[{%][^}]*\bsnippets\b")

Entry = dict[str, Any]


async def listed(service: Service, request: Request) -> Response:  # noqa: ARG001 - the form
    """List the snippets."""
    return json_response({"snippets": list(_all(service).values())})


async def create(service: Service, request: Request) -> Response:
    """Add a snippet whose name is not taken."""
    name, value = _checked(await read_object(request, "errors"))
    if name in _all(service):
        raise _invalid("name", "A snippet with that name already exists")
    return _put(service, name, value)


async def put(service: Service, request: Request) -> Response:
    """Add a snippet, or replace the one of that name."""
    name, value = _checked(await read_object(request, "errors"), status=400)
    return _put(service, name, value)


async def delete(service: Service, request: Request) -> Response:
    """Delete a snippet that was added through the API."""
    name = request.path_params["name"]
    if name in _project_texts(service):
        raise ApiError(400, "unable to delete snippet in use")
    if not service.delete_snippet(name):
        raise not_found()
    return Response(status_code=204)


ENDPOINTS = [
    Endpoint("GET", "/v1/snippets", listed, limited=False),
    Endpoint("POST", "/v1/snippets", create),
    Endpoint("PUT", "/v1/snippets", put),
    Endpoint("DELETE", "/v1/snippets/{name:path}", delete),
]


def _put(service: Service, name: str, value: str) -> Response:
    service.put_snippet(name, value)
    return json_response({"snippet": _all(service)[name]})


def _all(service: Service) -> dict[str, Entry]:
    texts = {
        name: {"name": name, "value": str(value), "updated_at": 0}
        for name, value in _project_texts(service).items()
    }
    for name, (value, at) in service.snippets.items():
        texts[name] = {"name": name, "value": value, "updated_at": at}
    return texts


def _project_texts(service: Service) -> dict[str, Any]:
    snippets = service.catalog.project.fixtures.snippets
    return dict(snippets.data) if snippets else {}


def _checked(body: dict[str, Any], *, status: int = 422) -> tuple[str, str]:
    texts = []
    for member, most in (("name", LONGEST_NAME), ("value", LONGEST_VALUE)):
        text = body.get(member)
        text = text.strip() if isinstance(text, str) else ""
        if not text:
            raise _invalid(member, f"{member} cannot be blank", status)
        if len(text) > most:
            raise _invalid(member, f"{member} cannot exceed {most} characters", status)
        texts.append(text)
    name, value = texts
    if _OTHERS.search(value):
        words = "Snippets cannot contain Liquid code referencing other snippets."
        raise _invalid("value", words, status)
    return name, value


def _invalid(member: str, text: str, status: int = 422) -> ApiError:
    return ApiError(status, text, pointer=f"/{member}")
