"""Reads requests: bodies up to a size, strict JSON (RFC 8259), numbers in the query."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from inbox_toolkit.sandbox.responses import TOO_LARGE, ApiError, Shape
from inbox_toolkit.text.digits import parse_digits

MAX_BODY = 2048 * 1024
MAX_READ = 64 * 1024 * 1024  # beyond this the connection is closed
DEFAULT_PAGE, MAX_PAGE = 50, 1000


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
    """Return a number of the query, None if it is absent; raises ApiError if it is no number."""
    text = query.get(name, "")
    if not text:
        return None
    number = parse_digits(text)
    if number is None:
        raise ApiError(400, f"{name} must be a number")
    return number


def page_size(query: Mapping[str, str]) -> int:
    """Return the page size: 50 by default, at most 1000."""
    return max(1, min(whole_number(query, "limit") or DEFAULT_PAGE, MAX_PAGE))


async def _read(request: Request) -> bytes | None:
    """Return a body, or None if it is too large; the rest is still read, so the answer arrives."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BODY:
            chunks.append(chunk)
        elif size > MAX_READ:
            return None
    return b"".join(chunks) if size <= MAX_BODY else None


def _refuse(_: str) -> Any:
    raise ValueError
