"""The shape of what is known about a filter, a tag, a root and an open question."""

from dataclasses import dataclass
from typing import Literal

BOTH = frozenset({"latest", "legacy"})
LATEST = frozenset({"latest"})
LEGACY = frozenset({"legacy"})

DOCS = "docs.customer.io/journeys/liquid-tag-list"
"""Customer.io's own list of tags and filters."""

UPGRADE = "docs.customer.io/journeys/liquid-upgrade"
"""Customer.io's page on what changed from legacy to latest Liquid."""

LIQUIDJS = "liquidjs.com, and liquidjs 10.26.0 itself"
"""The engine of latest Liquid."""


@dataclass(frozen=True, slots=True)
class FilterFacts:
    """A filter: ``arguments`` as people write them, ``[x]`` where optional.

    ``is_listed`` tells whether Customer.io's documentation names it; one that only liquidjs has
    works today and may not tomorrow. ``is_own`` marks what liquidjs does not have. ``uncertain``
    is an id of ``catalog.CHOICES``; ``instead`` is what to write in place of a deprecated one.
    """

    name: str
    room: str
    arguments: str = ""
    versions: frozenset[str] = BOTH
    source: str = DOCS
    is_listed: bool = True
    is_own: bool = False
    uncertain: str | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class TagFacts:
    """A tag: ``form`` as people write it; ``prints`` what it gives in an inbox message here."""

    name: str
    form: str
    versions: frozenset[str] = BOTH
    source: str = DOCS
    is_listed: bool = True
    is_own: bool = False
    applies: bool = True
    prints: str = ""
    uncertain: str | None = None


@dataclass(frozen=True, slots=True)
class RootFacts:
    """A name that paths start from, in a transactional inbox message.

    ``kind``: always an ``object``; a ``text``; ``empty``, as it is of another kind of message and
    prints nothing; ``unknown``, a name people expect and that fails. ``belongs`` says for the last
    two whose it is. ``value`` is what the service fills in; None for what a case brings along.
    """

    name: str
    kind: Literal["object", "text", "empty", "unknown"]
    holds: str
    belongs: str = ""
    value: object = None
    source: str = DOCS
    uncertain: str | None = None

    @property
    def is_available(self) -> bool:
        """Tell whether a message can print it."""
        return self.kind in ("object", "text")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something no page states: what is known, and the safest behaviour, which we have."""

    id: str
    question: str
    evidence: str
    choice: str
    source: str
