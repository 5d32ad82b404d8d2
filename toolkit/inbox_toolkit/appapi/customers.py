"""Reads what a workspace knows: a person's attributes (``customer.*``) and the snippets."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.errors import UNEXPECTED_RESPONSE_HELP
from inbox_toolkit.appapi.recipients import Recipient
from inbox_toolkit.appapi.responses import JsonObject
from inbox_toolkit.errors import ServiceError, UsageError

IDENTIFIERS = ("id", "email", "cio_id")

# JSON's numbers, except those that would not print the same again: no exponent, no -0, no 1.50.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,9}[1-9])?")


@dataclass(frozen=True, slots=True)
class Person:
    """One person's attributes, identifiers first; every value is text, as the API gives it."""

    attributes: dict[str, str]


def fetch_person(api: AppApi, recipient: Recipient) -> Person:
    """Return a person by id, e-mail address or cio_id.

    Raises:
        UsageError: nobody has the address, or several people do.
        ServiceError, CredentialsError, ForbiddenError: the service could not be asked.
    """
    if recipient.kind == "email":
        recipient = _by_address(api, recipient)
    # In a path, a prefix distinguishes a cio_id from an id.
    value = recipient.value
    if recipient.kind == "cio_id" and not value.startswith("cio_"):
        value = f"cio_{value}"
    path = f"/v1/customers/{quote(value, safe='')}/attributes"
    params = {"id_type": recipient.kind} if recipient.kind == "cio_id" else None
    return _read_person(api.get(path, f"read {recipient}", params=params))


def restore_types(attributes: dict[str, str]) -> dict[str, Any]:
    """Return attributes with their types restored if they print as JSON numbers, lists and so on.

    Identifiers stay text, and so does what a number would print differently, such as ``007``.
    """
    return {
        name: text if name in IDENTIFIERS else _typed(text) for name, text in attributes.items()
    }


def _typed(text: str) -> Any:
    if text in {"true", "false", "null"}:
        return json.loads(text)
    if _NUMBER.fullmatch(text) and text != "-0":
        return json.loads(text)
    if text[:1] in {"{", "["}:
        try:
            return json.loads(text, parse_constant=_reject, parse_float=_finite)
        except (ValueError, RecursionError):
            return text
    return text


def _reject(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are not JSON


def _finite(digits: str) -> float:
    """Read a number; 1e999 would be written as Infinity."""
    number = float(digits)
    return number if math.isfinite(number) else _reject(digits)


def _by_address(api: AppApi, recipient: Recipient) -> Recipient:
    """Find the one person with an address, also if addresses are no identifiers."""
    action = f"look for {recipient}"
    found = api.get("/v1/customers", action, params={"email": recipient.value}).get("results")
    people = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if not people:
        raise UsageError(
            f"nobody in this workspace has the address {recipient.value}",
            help="check the spelling, the workspace and the region",
        )
    if len(people) > 1:
        ids = ", ".join(api.sanitize(str(one.get("id") or one.get("cio_id"))) for one in people[:5])
        raise UsageError(
            f"{len(people)} people have the address {recipient.value}", help=f"use --id: {ids}"
        )
    for kind in ("cio_id", "id"):
        if isinstance(people[0].get(kind), str):
            return Recipient(kind, str(people[0][kind]))
    raise ServiceError(
        f"could not {action}: the person found has no identifier", help="name them with --id"
    )


def _read_person(document: JsonObject) -> Person:
    customer = document.get("customer")
    if not isinstance(customer, dict):
        raise ServiceError(
            "could not read the person: the response holds none", help=UNEXPECTED_RESPONSE_HELP
        )
    identifiers, attributes = customer.get("identifiers"), customer.get("attributes")
    known = {"id": customer.get("id"), **(identifiers if isinstance(identifiers, dict) else {})}
    first = {name: known[name] for name in IDENTIFIERS if isinstance(known.get(name), str)}
    rest = attributes if isinstance(attributes, dict) else {}
    return Person({name: _text(value) for name, value in {**first, **rest}.items()})


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def fetch_snippets(api: AppApi) -> dict[str, str]:
    """Return each snippet's text by its name, sorted.

    Raises:
        ServiceError, CredentialsError, ForbiddenError: they could not be read.
    """
    document = api.get("/v1/snippets", "read the snippets")
    listed = document.get("snippets", ())
    if listed is None:  # some endpoints answer null for an empty list
        return {}
    if not isinstance(listed, list | tuple):
        raise ServiceError(
            "could not read the snippets: the response holds none", help=UNEXPECTED_RESPONSE_HELP
        )
    texts = {
        str(one["name"]): str(one["value"])
        for one in listed
        if isinstance(one, dict) and "name" in one and "value" in one
    }
    return dict(sorted(texts.items()))
