"""The shape of what is known about a tag, a root and an open point."""

from dataclasses import dataclass
from typing import Literal

from inbox_toolkit.liquid.filters.spec import BOTH, DOCS


@dataclass(frozen=True, slots=True)
class TagSpec:
    """A tag: ``form`` as people write it; ``prints`` what it gives in an inbox message here."""

    name: str
    form: str
    versions: frozenset[str] = BOTH
    source: str = DOCS
    is_listed: bool = True
    is_own: bool = False
    applies: bool = True
    prints: str = ""
    open_point: str | None = None


@dataclass(frozen=True, slots=True)
class RootSpec:
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
    open_point: str | None = None

    @property
    def is_available(self) -> bool:
        """Return True if a message can print it."""
        return self.kind in ("object", "text")


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something no page states: what is known, and the safest behaviour, which we have."""

    id: str
    question: str
    evidence: str
    choice: str
    source: str
