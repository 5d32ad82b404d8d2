"""What requests hold: bodies up to a size, JSON as RFC 8259 has it, numbers within their bounds."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from inbox_toolkit.sandbox.responses import TOO_LARGE, ApiError, Shape

LARGEST_BODY = 2048 * 1024
MOST_READ = 64 * 1024 * 1024  # a client that sends more is hung up on
DEFAULT_PAGE, LARGEST_PAGE = 50, 1000


async def read_object(request: Request, shape: Shape) -> dict[str, Any]:
    """Return the JSON object of a body; raises ApiError for anything else."""
    body = await _read(request)
    try:
        document = None if body is None else json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise ApiError(400, TOO_LARGE, shape)
    return document


def whole_number(query: Mapping[str, str], name: str) -> int | None:
    """Return a number of the query; None where it is not there, ApiError where it is none."""
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ApiError(400, f"{name} must be a number")
    return int(text)


def page_size(query: Mapping[str, str]) -> int:
    """Return how many entries a page has: 50 unless asked otherwise, 1000 at the most."""
    return max(1, min(whole_number(query, "limit") or DEFAULT_PAGE, LARGEST_PAGE))


async def _read(request: Request) -> bytes | None:
    """Return a body, None where it is too large; that is read on, so that the answer arrives."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= LARGEST_BODY:
            chunks.append(chunk)
        elif size > MOST_READ:
            return None
    return b"".join(chunks) if size <= LARGEST_BODY else None


def _refuse(_: str) -> Any:
    raise ValueError
