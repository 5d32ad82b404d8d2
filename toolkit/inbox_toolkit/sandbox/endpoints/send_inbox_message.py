"""``POST /v1/send/inbox_message``: check, store, answer 200; rendering comes afterwards."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from inbox_toolkit.sandbox.catalog import CatalogEntry
from inbox_toolkit.sandbox.fault_middleware import VERDICT_FAULTS
from inbox_toolkit.sandbox.faults import Fault
from inbox_toolkit.sandbox.models import AcceptedSend, new_delivery_id
from inbox_toolkit.sandbox.people import KINDS, Person, new_person
from inbox_toolkit.sandbox.request_body import read_object
from inbox_toolkit.sandbox.request_log import ACCEPTED_SEND
from inbox_toolkit.sandbox.responses import FORBIDDEN, UNKNOWN_TEMPLATE, json_response, send_error
from inbox_toolkit.sandbox.route import Endpoint
from inbox_toolkit.sandbox.service import Service

FURTHEST_SEND = 90 * 86_400
LONGEST_IDENTIFIER = 1000

FIELDS: Mapping[str, tuple[type, ...]] = {
    "transactional_message_id": (int, str),
    "identifiers": (dict,),
    "message_data": (dict,),
    "language": (str,),
    "queue_draft": (bool,),
    "send_at": (int,),
    "auto_create": (bool,),
    "to": (str,),
}
UNDESCRIBED = "disable_message_retention"  # every official client sends it all the same

_WORDS = {int: "an integer", str: "a string", dict: "an object", bool: "a boolean"}


async def send(service: Service, request: Request) -> Response:
    """Accept a send; whatever is refused is refused before anything is stored."""
    body = await read_object(request, "meta")
    if service.options.account != "ready":
        raise send_error(FORBIDDEN[service.options.account], status=403)
    if request.headers.get("x-validate", "").lower() == "strict":
        _check_names(body, service.options.strict_retention == "accept")
    _check_types(body)
    entry = await _entry(service, body["transactional_message_id"])
    kind, value = _identifier(body["identifiers"])
    person, is_new = _person(service, kind, value)
    now = service.clock()
    send_at = _send_at(body.get("send_at"), now)
    late, copies = _verdict_faults(request.scope.get(VERDICT_FAULTS, ()))
    language = body.get("language") or person.attributes.get(service.options.language_attribute)
    wait = service.options.verdict_seconds + late
    accepted = AcceptedSend(
        new_delivery_id(),
        entry.in_language(language if isinstance(language, str) else None).label,
        entry.number,
        person,
        body,
        now,
        None if body.get("queue_draft") else (send_at or now) + wait,
        copies,
        is_new,
    )
    service.accept(accepted)
    request.scope[ACCEPTED_SEND] = accepted
    answer: dict[str, object] = {"delivery_id": accepted.delivery_id, "queued_at": int(now)}
    if send_at is not None:
        answer["send_at"] = send_at
    return json_response(answer)


ENDPOINTS = [Endpoint("POST", "/v1/send/inbox_message", send, auth="send")]


def _check_names(body: Mapping[str, Any], retention: bool) -> None:
    for name in body:
        if name not in FIELDS and not (retention and name == UNDESCRIBED):
            raise send_error(f'Unknown field: "{name}"')


def _check_types(body: dict[str, Any]) -> None:
    for name in ("transactional_message_id", "identifiers"):
        if body.get(name) in (None, ""):
            raise send_error(f'Missing required field: "{name}"')
    for name, kinds in FIELDS.items():
        value = body.get(name)
        is_wrong_bool = isinstance(value, bool) and bool not in kinds
        if value is not None and (not isinstance(value, kinds) or is_wrong_bool):
            words = " or ".join(_WORDS[kind] for kind in kinds)
            raise send_error(f'"{name}" must be {words}.')


async def _entry(service: Service, wanted: int | str) -> CatalogEntry:
    entry = service.catalog.find(wanted)
    if entry is None:  # it may have been written a moment ago
        await asyncio.to_thread(service.refresh)
        entry = service.catalog.find(wanted)
    if entry is None:
        raise send_error(UNKNOWN_TEMPLATE)
    return entry


def _identifier(identifiers: Mapping[str, Any]) -> tuple[str, str]:
    """Return the one identifier; an id may be a number, as in the vendor's examples."""
    given = [(kind, value) for kind, value in identifiers.items() if value not in (None, "")]
    if len(given) == 1 and given[0][0] in KINDS:
        kind, value = given[0]
        is_number = kind == "id" and isinstance(value, int) and not isinstance(value, bool)
        text = str(value) if is_number else value
        if isinstance(text, str) and len(text) <= LONGEST_IDENTIFIER:
            return kind, text
    raise send_error('"identifiers" must hold exactly one of "id", "email" or "cio_id".')


def _person(service: Service, kind: str, value: str) -> tuple[Person, bool]:
    person = service.people.find(kind, value)
    if person is not None:
        return person, False
    if service.options.unknown_person == "refuse":
        raise send_error(f"no person found with that {kind}")
    return new_person(kind, value), True


def _send_at(given: int | None, now: float) -> int | None:
    """Return a time that is ahead, None for one in the past, which means at once."""
    if given is None or given <= now:
        return None
    if given > now + FURTHEST_SEND:
        raise send_error('"send_at" must be at most 90 days ahead.')
    return given


def _verdict_faults(faults: list[Fault]) -> tuple[float, int]:
    late = sum(one.seconds for one in faults if one.kind == "late-verdict")
    return late, 2 if any(one.kind == "two-verdicts" for one in faults) else 1
