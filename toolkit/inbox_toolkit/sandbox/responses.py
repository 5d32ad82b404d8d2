"""JSON responses and errors, with the headers and bodies that the App API was seen to send.

``/v1/send/*`` reports errors as ``{"meta": {"error": text}}``, the rest of the App API as
``{"errors": [{"detail": text, "status": "404"}]}`` with the status as text and a reference.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from starlette.responses import Response

HEADERS = {"cache-control": "must-revalidate,no-cache,no-store"}


def to_json(document: object) -> bytes:
    """Return a document as ASCII JSON, which can also hold lone surrogates."""
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def json_response(
    document: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a JSON response that must not be cached."""
    return Response(
        to_json(document),
        status,
        {**HEADERS, **(headers or {})},
        media_type="application/json; charset=utf-8",
    )


Shape = Literal["meta", "errors"]

TOO_LARGE = "Request entity must be JSON encoded and not exceed 2048 KB."
UNKNOWN_TEMPLATE = '"transactional_message_id" not found.'
NO_WORKSPACE = "workspace_id is required"
FORBIDDEN: Mapping[str, str] = {
    "no-feature": "Account is not authorized for transactional messaging. "
    "Contact win@customer.io for support.",
    "unconfirmed": "Account owner's email address is not confirmed.",
    "unapproved": "Account is not yet approved for sending.",
    "do-not-send": 'Workspace is set to "Do Not Send."',
}


@dataclass(eq=False)  # not frozen: Python hangs its traceback on it
class ApiError(Exception):
    """A request answered with an error; ``pointer`` names the invalid member of its body."""

    status: int
    text: str
    shape: Shape = "errors"
    headers: Mapping[str, str] = field(default_factory=dict)
    pointer: str | None = None
    referenced: bool = False

    def response(self) -> Response:
        """Return the response."""
        return json_response(self.body(), status=self.status, headers=self.headers)

    def body(self) -> dict[str, object]:
        """Return the document of the response."""
        if self.shape == "meta":
            return {"meta": {"error": self.text}}
        reference = f" (reference {secrets.token_hex(3)})" if self.referenced else ""
        entry: dict[str, object] = {"detail": self.text + reference, "status": str(self.status)}
        if self.pointer:
            entry["source"] = {"pointer": self.pointer}
        document: dict[str, object] = {"errors": [entry]}
        if self.status == 404:  # customerio-node 5.x takes its message from `meta` only
            document["meta"] = {"error": self.text}
        return document


def send_error(text: str, *, status: int = 400) -> ApiError:
    """Return the error of a send."""
    return ApiError(status, text, "meta")


def not_found() -> ApiError:
    """Return the 404 of a read."""
    return ApiError(404, "resource not found")


def unauthorized(shape: Shape) -> ApiError:
    """Return the 401 for a missing or unknown key."""
    if shape == "meta":
        return ApiError(401, "Unauthorized", "meta")
    return ApiError(401, "unauthorized")


def rate_limited(detail: str, *, retry_after: int | None, shape: Shape = "errors") -> ApiError:
    """Return a 429; a daily quota has no ``Retry-After``."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return ApiError(429, detail, shape, headers, referenced=True)
