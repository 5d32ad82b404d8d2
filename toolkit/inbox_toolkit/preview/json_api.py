"""Answer requests with plain data as JSON, or with an error as its message and help."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.errors import ToolkitError, UsageError

Handler = Callable[[Request], Awaitable[Any]]


def json_route(answer: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Wrap a function that returns plain data, or a whole answer, as an endpoint."""

    async def respond(request: Request) -> Response:
        try:
            given = await answer(request)
            return given if isinstance(given, Response) else json_response(given)
        except ToolkitError as error:
            status = 400 if isinstance(error, UsageError) else 422
            return json_response({"message": error.message, "help": error.help}, status=status)
        except Exception as error:  # noqa: BLE001 - the page says so; the server goes on
            message = f"This is a bug in the preview ({type(error).__name__}); please report it."
            return json_response({"message": message, "help": None}, status=500)

    return respond


def json_response(document: Any, *, status: int = 200) -> Response:
    """Answer with JSON that is never kept: ASCII, so that half a surrogate pair cannot break it."""
    content = json.dumps(document, separators=(",", ":")).encode("ascii")
    return Response(content, status, {"cache-control": "no-store"}, media_type="application/json")
