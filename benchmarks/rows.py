"""What a benchmark hands over: rows of figures, each with its aim and its peer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


class NotMeasuredError(Exception):
    """A part cannot be measured on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a row promises: its figure, or its ratio to the peer, at most or at least a value."""

    kind: Literal["at most", "at least", "ratio"]
    value: float


@dataclass(frozen=True, slots=True)
class Peer:
    """Whom a row is compared with; ``figure`` is in the row's unit, None where it is not there."""

    name: str
    figure: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing.

    ``key`` names it in ``remarks.toml``, and opens with its part's name and a dot. Figures are in ``unit``: of "s", "ms" and "MB" less is better,
    of "/s" and "files" more is.
    """

    key: str
    what: str
    figure: float
    unit: Literal["s", "ms", "MB", "/s", "files"]
    aim: Aim | None = None
    peer: Peer | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as fast as the peer this is; None without one."""
        if self.peer is None or self.peer.figure is None:
            return None
        ours, theirs = self.figure, self.peer.figure
        more, less = (ours, theirs) if self.unit in ("/s", "files") else (theirs, ours)
        return more / less if less else None

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is reached; None where there is none, or no peer to judge it by."""
        if self.aim is None:
            return None
        if self.aim.kind == "ratio":
            return None if self.ratio is None else self.ratio >= self.aim.value
        if self.aim.kind == "at most":
            return self.figure <= self.aim.value
        return self.figure >= self.aim.value


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that so many (0 to 1) of the others are not above."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
