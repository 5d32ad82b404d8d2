"""Debounce file events: which changes belong together, and when the last of them is in."""

from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from threading import Condition
from time import monotonic

BURST_GAP = 0.05
"""Seconds without a change after which the next one starts a new burst."""
QUIET_AFTER_CLOSE = 0.004
"""Seconds to wait after a file was closed: it is complete, but others may follow."""
QUIET_AFTER_WRITE = 0.030
"""Seconds to wait after a write to a file that is still open."""
MANY_FILES = 10
"""From so many files on, a burst is a branch switch: git may pause for a moment, too."""
MAX_BURST = 1.0
"""Seconds after which a burst without a pause is taken in parts."""


@dataclass(slots=True)
class ChangeBatch:
    """Changed paths that wait to be taken together. Times are seconds of one clock."""

    _paths: set[Path] = field(default_factory=set)
    _first: float = 0.0
    _last: float = -inf
    _open: set[Path] = field(default_factory=set)
    _starts_burst: bool = True

    def __bool__(self) -> bool:
        """Return True if a change waits."""
        return bool(self._paths)

    @property
    def starts_burst(self) -> bool:
        """Whether nothing had changed for a while before this batch: more may follow at once."""
        return self._starts_burst

    def add(self, path: Path, *, is_closed: bool, at: float) -> None:
        """Note a change; ``is_closed`` says that its writer has closed the file."""
        if not self._paths:
            self._first = at
            self._starts_burst = at - self._last >= BURST_GAP
        self._paths.add(path)
        self._last = at
        (self._open.discard if is_closed else self._open.add)(path)

    def due(self) -> float | None:
        """Return when the batch may be taken; None where nothing waits.

        A single closed file that starts a burst is due at once: it is most likely all there is.
        """
        if not self._paths:
            return None
        if self._starts_burst and not self._open and len(self._paths) == 1:
            return self._last
        is_small = not self._open and len(self._paths) < MANY_FILES
        quiet = QUIET_AFTER_CLOSE if is_small else QUIET_AFTER_WRITE
        return min(self._last + quiet, self._first + MAX_BURST)

    def take(self) -> frozenset[Path]:
        """Return what waits, and start over."""
        taken = frozenset(self._paths)
        self._paths.clear()
        self._open.clear()
        return taken


class ChangeQueue:
    """Hands the changes that a watcher's thread reports to one thread that waits for them."""

    def __init__(self) -> None:
        self._batch = ChangeBatch()
        self._changed = Condition()

    def on_change(self, path: Path, is_closed: bool) -> None:
        """Note a change; called on the watcher's thread."""
        with self._changed:
            self._batch.add(path, is_closed=is_closed, at=monotonic())
            self._changed.notify_all()

    def wait(self) -> frozenset[Path]:
        """Return the next changes, as soon as all that belong together are in."""
        with self._changed:
            while (due := self._batch.due()) is None or due > monotonic():
                self._changed.wait(None if due is None else max(0, due - monotonic()))
            return self._batch.take()
