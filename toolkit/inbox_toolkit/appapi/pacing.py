"""Keeps reads within the service's limit, whoever makes them: 10 a second, so 8 are made."""

import threading
import time
from collections.abc import Callable

READS_PER_SECOND = 8.0


class Pacer:
    """Hands out turns that are evenly spaced; safe to share between threads."""

    def __init__(
        self,
        per_second: float = READS_PER_SECOND,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gap = 1.0 / per_second
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0  # guarded by _lock

    def wait_turn(self) -> None:
        """Return when the next request may leave."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + self._gap
        if turn > now:
            self._sleep(turn - now)
