"""A delivery, from the accepted send to what the inbox shows."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from inbox_toolkit.sandbox.people import Person

DeliveryState = Literal["queued", "drafted", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class AcceptedSend:
    """A send as it is stored before its 200; times are Unix seconds.

    ``due`` is when to render it, None for a draft. ``copies`` is how often its result is pushed:
    more than once only if a fault asks for it.
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
    """One diagnostic stored with a delivery."""

    rule: str
    severity: str
    message: str
    file: str
    line: int
    column: int
    help: str = ""


@dataclass(frozen=True, slots=True)
class RenderResult:
    """What rendering made of a delivery: a payload, or why it failed.

    ``text`` is the rendered text, of a failed delivery too. ``topics``, ``type`` and ``expires_at``
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
    def state(self) -> DeliveryState:
        """What has become of it."""
        reached: tuple[DeliveryState, ...] = ("failed", "sent", "drafted")
        return next((one for one in reached if one in self.metrics), "queued")

    @property
    def is_clean(self) -> bool:
        """True if it was delivered without an error or a warning."""
        return self.state == "sent" and all(one.severity == "info" for one in self.findings)

    def in_inbox(self, now: float) -> bool:
        """Return True if the message is in the person's inbox."""
        if self.payload is None or self.removed:
            return False
        return self.expires_at is None or self.expires_at > now


def new_delivery_id() -> str:
    """Return a new id in the service's format: URL-safe base64 ending in ``=``."""
    return base64.urlsafe_b64encode(b"v\x0a" + secrets.token_bytes(24)).decode()
