"""The sandbox's own OpenAPI description, as it is shipped and served at ``/openapi.json``."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

PATH = "/openapi.json"


@cache
def description_text() -> bytes:
    """Return the description as it is written."""
    return files("inbox_toolkit.sandbox").joinpath("openapi.json").read_bytes()


def description() -> dict[str, Any]:
    """Return the description, read."""
    document: dict[str, Any] = json.loads(description_text())
    return document


async def serve_description(request: Request) -> Response:  # noqa: ARG001 - starlette's
    """Answer with the description."""
    return Response(description_text(), media_type="application/json")
