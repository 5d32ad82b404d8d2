"""How much a key may ask: so many requests in a window that slides, on a clock that is given."""

import math
from collections import deque
from collections.abc import Callable

MOST_KEYS = 1000  # a client that makes up keys must not fill the memory


class Limit:
    """At most ``most`` requests in ``seconds`` per key; 0 means no limit."""

    def __init__(self, most: float, seconds: float, clock: Callable[[], float]) -> None:
        self.most = int(most)
        self.seconds = seconds
        self._clock = clock
        self._taken: dict[str, deque[float]] = {}

    def take(self, key: str) -> float | None:
        """Count a request; return None, or the seconds until one is free where it is too many."""
        if not self.most:
            return None
        now = self._clock()
        taken = self._recent(key, now)
        if len(taken) >= self.most:
            return max(0.0, taken[0] + self.seconds - now)
        taken.append(now)
        return None

    def left(self, key: str) -> int:
        """Return how many requests the key has left now."""
        return self.most - len(self._recent(key, self._clock()))

    def _recent(self, key: str, now: float) -> deque[float]:
        if key not in self._taken and len(self._taken) >= MOST_KEYS:
            self._taken.pop(next(iter(self._taken)))
        taken = self._taken.setdefault(key, deque())
        while taken and taken[0] <= now - self.seconds:
            taken.popleft()
        return taken


def whole_seconds(seconds: float) -> int:
    """Return a wait as ``Retry-After`` has it: whole seconds, one at the least."""
    return max(1, math.ceil(seconds))
