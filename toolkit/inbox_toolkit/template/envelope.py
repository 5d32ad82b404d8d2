"""The settings around ``properties``: what the service keeps apart from the payload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Unit = Literal["seconds", "minutes", "hours", "days"]
SECONDS: Mapping[str, int] = {"seconds": 1, "minutes": 60, "hours": 3_600, "days": 86_400}


@dataclass(frozen=True, slots=True)
class Expiration:
    """When a message goes: after so many units, or at a Unix time in seconds (no unit)."""

    value: int
    unit: Unit | None = None

    @property
    def seconds(self) -> int | None:
        """How long a relative one lasts; None for an absolute one."""
        return None if self.unit is None else self.value * SECONDS[self.unit]


@dataclass(frozen=True, slots=True)
class Envelope:
    """The fields of one template file; names are the service's own (DESIGN 3)."""

    transactional_message_id: str | int
    name: str | None = None
    description: str | None = None
    topics: tuple[str, ...] = ()
    type: str = ""
    expiration: Expiration | None = None
    liquid: str | None = None


def envelope_of(document: Mapping[str, Any], stem: str) -> Envelope:
    """Return the envelope a file's top level holds; it must fit ``template.schema.json``."""
    expiration = document.get("expiration")
    return Envelope(
        transactional_message_id=document.get("transactional_message_id", stem),
        name=document.get("name"),
        description=document.get("description"),
        topics=tuple(document.get("topics", ())),
        type=document.get("type", ""),
        expiration=Expiration(int(expiration["value"]), expiration.get("unit"))
        if expiration
        else None,
        liquid=document.get("liquid"),
    )
