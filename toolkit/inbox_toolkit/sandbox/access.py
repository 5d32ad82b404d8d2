"""Who asks: App API keys, service accounts' tokens, and what each of them may do.

How much a key may ask: so many requests in a window that slides, on a clock that is given.
"""

import math
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import Headers

from inbox_toolkit.sandbox.responses import NO_WORKSPACE, Shape, send_error, unauthorized

SERVICE_PREFIXES = ("sa_live_", "sa_sandbox_")
_BEARER = re.compile(r"bearer[ ]+([!-~]{1,4096})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Authenticator:
    """The keys that are good; with none named, every key is, as there is nothing to protect."""

    accepted: frozenset[str] = field(default=frozenset(), repr=False)

    def check_read(self, headers: Headers) -> str:
        """Return the key of a read; raises ApiError. A service account may only send."""
        key = self._key(headers, "errors")
        if key.startswith(SERVICE_PREFIXES):
            raise unauthorized("errors")
        return key

    def check_send(self, headers: Headers, shape: Shape) -> str:
        """Return the key of a send; a service account has to name its workspace as a number."""
        key = self._key(headers, shape)
        workspace = headers.get("x-workspace-id", "")
        if key.startswith(SERVICE_PREFIXES) and not re.fullmatch(r"[0-9]{1,18}", workspace):
            raise send_error(NO_WORKSPACE)
        return key

    def check_basic(self, headers: Headers) -> None:
        """Check the Track API's ``Basic`` key: any is good, none is not; raises ApiError."""
        kind, _, rest = headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic" or not rest.strip():
            raise unauthorized("meta")

    def _key(self, headers: Headers, shape: Shape) -> str:
        found = _BEARER.fullmatch(headers.get("authorization", "").strip())
        if found is None or (self.accepted and found[1] not in self.accepted):
            raise unauthorized(shape)
        return found[1]


MOST_KEYS = 1000  # a client that makes up keys must not fill the memory


class SlidingWindowLimit:
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


def retry_after(seconds: float) -> int:
    """Return a wait as ``Retry-After`` has it: whole seconds, one at the least."""
    return max(1, math.ceil(seconds))
