"""Bursts: which changes belong together, and when the last of them is in."""

from dataclasses import dataclass, field
from pathlib import Path

QUIET_AFTER_CLOSE = 0.004  # the writer has closed the file: it is whole
QUIET_AFTER_WRITE = 0.030  # it may still be writing
LONGEST = 0.25  # a burst without a pause is taken in parts


@dataclass(slots=True)
class Batch:
    """Changed paths that wait to be taken together. Times are seconds of one clock."""

    _paths: set[Path] = field(default_factory=set)
    _first: float = 0.0
    _last: float = 0.0
    _open: set[Path] = field(default_factory=set)

    def add(self, path: Path, *, whole: bool, at: float) -> None:
        """Note a change; ``whole`` tells that its writer has finished."""
        if not self._paths:
            self._first = at
        self._paths.add(path)
        self._last = at
        (self._open.discard if whole else self._open.add)(path)

    def due(self) -> float | None:
        """Return when the batch may be taken; None where nothing waits."""
        if not self._paths:
            return None
        quiet = QUIET_AFTER_WRITE if self._open else QUIET_AFTER_CLOSE
        return min(self._last + quiet, self._first + LONGEST)

    def take(self) -> frozenset[Path]:
        """Return what waits, and start over."""
        taken = frozenset(self._paths)
        self._paths.clear()
        self._open.clear()
        return taken
