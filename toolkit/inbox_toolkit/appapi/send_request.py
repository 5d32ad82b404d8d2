"""A send request: the fields of ``POST /v1/send/inbox_message``, their encoding and limits.

Source of the fields: the vendor's published description of the App API (``sendInboxMessage``).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inbox_toolkit.appapi.recipients import Recipient
from inbox_toolkit.errors import RefusedError, UsageError

PATH = "/v1/send/inbox_message"

# "Request entity must be JSON encoded and not exceed 2048 KB."
LARGEST_REQUEST = 2048 * 1024

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class SendRequest:
    """One message to one person; ``send_at`` is Unix seconds, at most 90 days ahead.

    ``transactional_message_id`` is the template's number or its trigger name (any case).
    """

    transactional_message_id: int | str
    recipient: Recipient
    message_data: Mapping[str, object]
    language: str | None = None
    queue_draft: bool = False
    send_at: int | None = None
    disable_message_retention: bool | None = None

    def body(self) -> dict[str, object]:
        """Return the documented JSON object; unset fields are left out."""
        optional: dict[str, object | None] = {
            "language": self.language,
            "queue_draft": self.queue_draft or None,
            "send_at": self.send_at,
            "disable_message_retention": self.disable_message_retention,
        }
        return {
            "transactional_message_id": self.transactional_message_id,
            "identifiers": self.recipient.identifiers,
            "message_data": dict(self.message_data),
            **{name: value for name, value in optional.items() if value is not None},
        }


@dataclass(frozen=True, slots=True)
class Accepted:
    """The service's 200: it accepted the send and has rendered nothing yet.

    Times are Unix seconds.
    """

    delivery_id: str
    queued_at: int | None = None
    send_at: int | None = None


def encode_request(request: SendRequest) -> bytes:
    """Return the request body as bytes.

    Raises:
        UsageError: a value is not JSON (NaN, infinity), or the language is not a code.
        RefusedError: the request is larger than the service takes.
    """
    if request.language is not None and not _LANGUAGE.fullmatch(request.language):
        raise UsageError(
            f"`{request.language}` is not a language code",
            help="write it like de, pt-BR, es-419 or zh-Hant",
        )
    encoded = _encode_json(request.body())
    if len(encoded) > LARGEST_REQUEST:
        kilobytes = -(-len(encoded) // 1024)
        raise RefusedError(
            f"not sent: the request has {kilobytes:,} KB, and the service accepts 2,048 KB",
            help="make the message data smaller; large texts belong behind a link",
        )
    return encoded


def _encode_json(body: Mapping[str, object]) -> bytes:
    try:
        text = json.dumps(body, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise UsageError(
            "the message data holds a number that JSON does not have (NaN or infinity)",
            help="write a finite number, a string or null",
        ) from error
    except RecursionError as error:
        raise UsageError(
            "the message data is nested too deeply to be sent", help="make it flatter"
        ) from error
    try:
        return text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can express
        return json.dumps(body, allow_nan=False).encode()


FURTHEST = 90 * 86_400  # seconds; "up to 90 days from now"
_UNITS = {"m": 60, "h": 3_600, "d": 86_400}


def parse_send_at(text: str, now: float) -> int:
    """Return Unix seconds for ``+30m``, ``+2h``, ``+1d``, an ISO 8601 time or Unix seconds.

    ``now`` is Unix time. A time without a zone is local time.

    Raises:
        UsageError: it is not a time, is past (the service would send at once), or too far ahead.
    """
    seconds = _unix_time(text.strip(), now)
    if seconds is None:
        raise UsageError(
            f"`{text}` is not a time to send at",
            help="write it like +2h, or 2026-01-15T09:00+01:00",
        )
    if seconds <= now:
        raise UsageError(
            f"`{text}` is past: the service would send at once", help="leave out --send-at for now"
        )
    if seconds > now + FURTHEST:
        raise UsageError(f"`{text}` is more than 90 days ahead", help="the service accepts 90 days")
    return seconds


def _unix_time(text: str, now: float) -> int | None:
    if relative := re.fullmatch(r"\+([0-9]{1,6})([mhd])", text):
        return int(now) + int(relative[1]) * _UNITS[relative[2]]
    if re.fullmatch(r"[0-9]{9,11}", text):
        return int(text)
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError, OSError):
        return None
