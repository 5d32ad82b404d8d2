"""One delivery, from the send that was accepted to what the inbox shows of it."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inbox_toolkit.sandbox.people import Person


@dataclass(frozen=True, slots=True)
class AcceptedSend:
    """A send as it is stored before its 200; times are Unix seconds.

    ``due`` is when it is rendered, None for a draft. ``copies`` is how often its verdict is told:
    more than once only where a fault asks for it.
    """

    delivery_id: str
    template: str
    template_number: int
    person: Person
    request: Mapping[str, Any]
    queued_at: float
    due: float | None
    copies: int = 1
    is_newcomer: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One diagnostic kept beside a delivery."""

    rule: str
    severity: str
    message: str
    file: str
    line: int
    column: int
    help: str = ""


@dataclass(frozen=True, slots=True)
class RenderResult:
    """What rendering made of a delivery: a payload, or why there is none.

    ``text`` is the rendered text even of a failed one. ``topics``, ``type`` and ``expires_at``
    (Unix seconds) are the template's.
    """

    number: int
    at: float
    failure: str | None
    text: str = ""
    payload: Mapping[str, Any] | None = None
    findings: tuple[Finding, ...] = ()
    topics: tuple[str, ...] = ()
    type: str = ""
    expires_at: float | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as stored; ``metrics`` maps what has happened to its time in Unix seconds."""

    number: int
    delivery_id: str
    template: str
    template_number: int
    person: Person
    request: Mapping[str, Any]
    queued_at: float
    due: float | None = None
    copies: int = 1
    metrics: Mapping[str, int] = field(default_factory=dict)
    failure: str | None = None
    text: str = ""
    payload: Mapping[str, Any] | None = None
    findings: tuple[Finding, ...] = ()
    topics: tuple[str, ...] = ()
    type: str = ""
    sent_at: float | None = None
    expires_at: float | None = None
    opened: bool = False
    removed: bool = False

    @property
    def state(self) -> str:
        """Where it stands, in one word: queued, drafted, sent or failed."""
        return next((one for one in ("failed", "sent", "drafted") if one in self.metrics), "queued")

    @property
    def is_clean(self) -> bool:
        """Tell whether it was delivered, and no error or warning was found in it."""
        return self.state == "sent" and all(one.severity == "info" for one in self.findings)

    def in_inbox(self, now: float) -> bool:
        """Tell whether the person still has it."""
        if self.payload is None or self.removed:
            return False
        return self.expires_at is None or self.expires_at > now


def new_delivery_id() -> str:
    """Make an id that looks as the service's do: URL-safe base64 ending in ``=``."""
    return base64.urlsafe_b64encode(b"v\x0a" + secrets.token_bytes(24)).decode()
