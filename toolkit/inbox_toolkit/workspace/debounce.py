"""Bursts: which changes belong together, and when the last of them is in."""

from dataclasses import dataclass, field
from math import inf
from pathlib import Path

BURST_GAP = (
    0.05  # after so long without a change, the next one is a save rather than part of a burst
)
QUIET_AFTER_CLOSE = 0.004  # the writer has closed the file: it is is_closed
QUIET_AFTER_WRITE = 0.030  # it may still be writing
MANY_FILES = 10  # so many files at once are a branch switch: it may pause for a moment, too
MAX_BURST = 1.0  # a burst without a pause is taken in parts


@dataclass(slots=True)
class ChangeBatch:
    """Changed paths that wait to be taken together. Times are seconds of one clock."""

    _paths: set[Path] = field(default_factory=set)
    _first: float = 0.0
    _last: float = -inf
    _open: set[Path] = field(default_factory=set)
    _calm: bool = True

    def __bool__(self) -> bool:
        """Tell whether a change waits."""
        return bool(self._paths)

    @property
    def opening(self) -> bool:
        """Whether the first change in this batch came out of a calm: more may follow at once."""
        return self._calm

    def add(self, path: Path, *, is_closed: bool, at: float) -> None:
        """Note a change; ``is_closed`` tells that its writer has finished."""
        if not self._paths:
            self._first = at
            self._calm = at - self._last >= BURST_GAP
        self._paths.add(path)
        self._last = at
        (self._open.discard if is_closed else self._open.add)(path)

    def due(self) -> float | None:
        """Return when the batch may be taken; None where nothing waits.

        One file closed out of a calm is due at once: it is most likely all there is.
        """
        if not self._paths:
            return None
        if self._calm and not self._open and len(self._paths) == 1:
            return self._last
        hasty = not self._open and len(self._paths) < MANY_FILES
        quiet = QUIET_AFTER_CLOSE if hasty else QUIET_AFTER_WRITE
        return min(self._last + quiet, self._first + MAX_BURST)

    def take(self) -> frozenset[Path]:
        """Return what waits, and start over."""
        taken = frozenset(self._paths)
        self._paths.clear()
        self._open.clear()
        return taken
