"""Answers in JSON, with the headers the App API was seen to send."""

import json
from collections.abc import Mapping

from starlette.responses import Response

HEADERS = {"cache-control": "must-revalidate,no-cache,no-store"}


def to_json(document: object) -> bytes:
    """Return a document as ASCII JSON, so that half a surrogate pair cannot break it."""
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def json_answer(
    document: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a JSON document that is never kept."""
    return Response(
        to_json(document),
        status,
        {**HEADERS, **(headers or {})},
        media_type="application/json; charset=utf-8",
    )
