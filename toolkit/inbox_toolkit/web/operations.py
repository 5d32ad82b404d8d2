"""Serve the operations of a page: decode the request, call its handler, encode the answer."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from inbox_toolkit.errors import ToolkitError, UsageError
from inbox_toolkit.web.wire import ErrorView, Operation, decode, decode_query, encode

MAX_BODY_BYTES = 16 * 1024 * 1024
"""Of a request: the text of the largest file, every character of it escaped."""

Handler = Callable[..., Awaitable[object]]
"""Takes the decoded request, nothing where the operation has none; returns the answer."""


class ConflictError(Exception):
    """What a page wanted to change is no longer what it had seen; ``document`` is sent with 409."""

    def __init__(self, document: object) -> None:
        super().__init__(document)
        self.document = document


class NotFoundError(ToolkitError):
    """What a page asks for is not there; answered with 404."""


def operation_routes(
    operations: Iterable[Operation], handlers: Mapping[str, Handler]
) -> list[BaseRoute]:
    """Return a route for each operation; ``handlers`` are by method and path."""
    return [
        Route(
            one.path,
            _endpoint(one, handlers[f"{one.method} {one.path}"]),
            methods=[one.method],
        )
        for one in operations
    ]


def _endpoint(operation: Operation, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        try:
            asked = await _decoded(operation, request)
            answer = await (handler() if operation.request is None else handler(asked))
        except ConflictError as error:
            return json_response(error.document, status=409)
        except ToolkitError as error:
            view = ErrorView(error.message, error.help)
            return json_response(view, status=_status_of(error))
        except Exception as error:  # noqa: BLE001 - the page says so; the server goes on
            message = f"This is a bug in inbox ({type(error).__name__}); please report it."
            return json_response(ErrorView(message, None), status=500)
        if operation.streams and isinstance(answer, AsyncIterator):
            return StreamingResponse(_lines(answer), media_type="application/x-ndjson")
        return json_response(answer)

    return respond


def _status_of(error: ToolkitError) -> int:
    if isinstance(error, NotFoundError):
        return 404
    return 400 if isinstance(error, UsageError) else 422


async def _decoded(operation: Operation, request: Request) -> object:
    if operation.request is None:
        return None
    if operation.method == "GET":
        return decode_query(operation.request, request.query_params, request.path_params)
    return decode(operation.request, await _body(request))


async def _body(request: Request) -> object:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_BODY_BYTES:
            raise UsageError(
                f"the request is larger than {MAX_BODY_BYTES // 1024 // 1024} MB",
                help="shorten what is sent",
            )
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise UsageError("the request is not JSON", help="reload the page") from None


async def _lines(documents: AsyncIterator[object]) -> AsyncIterator[bytes]:
    async for one in documents:
        yield encode(one) + b"\n"


def json_response(document: object, *, status: int = 200) -> Response:
    """Answer with a document as JSON that is never kept."""
    headers = {"cache-control": "no-store"}
    return Response(encode(document), status, headers, media_type="application/json")
