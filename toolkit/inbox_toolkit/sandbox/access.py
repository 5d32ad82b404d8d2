"""Who may ask, and how often: App API keys, service account tokens, rate limits."""

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
    """Checks credentials against the accepted keys; without any, every key is accepted."""

    accepted: frozenset[str] = field(default=frozenset(), repr=False)

    def authenticate_read(self, headers: Headers) -> str:
        """Return the key of a read; raises ApiError. A service account may only send here."""
        key = self._key(headers, "errors")
        if key.startswith(SERVICE_PREFIXES):
            raise unauthorized("errors")
        return key

    def authenticate_send(self, headers: Headers, shape: Shape) -> str:
        """Return the key of a send; raises ApiError. A service account must name its workspace."""
        key = self._key(headers, shape)
        workspace = headers.get("x-workspace-id", "")
        if key.startswith(SERVICE_PREFIXES) and not re.fullmatch(r"[0-9]{1,18}", workspace):
            raise send_error(NO_WORKSPACE)
        return key

    def authenticate_basic(self, headers: Headers) -> None:
        """Accept any ``Basic`` key, as the Track API has them; raises ApiError without one."""
        kind, _, rest = headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic" or not rest.strip():
            raise unauthorized("meta")

    def _key(self, headers: Headers, shape: Shape) -> str:
        found = _BEARER.fullmatch(headers.get("authorization", "").strip())
        if found is None or (self.accepted and found[1] not in self.accepted):
            raise unauthorized(shape)
        return found[1]


MAX_KEYS = 1000  # a client that invents keys must not fill the memory


class SlidingWindowLimit:
    """Allows ``limit`` requests per key in any ``seconds``; a limit of 0 allows all."""

    def __init__(self, limit: float, seconds: float, clock: Callable[[], float]) -> None:
        self.limit = int(limit)
        self.seconds = seconds
        self._clock = clock
        self._requests: dict[str, deque[float]] = {}

    def acquire(self, key: str) -> float | None:
        """Count a request; return None, or the seconds to wait if it is one too many."""
        if not self.limit:
            return None
        now = self._clock()
        times = self._recent(key, now)
        if len(times) >= self.limit:
            return max(0.0, times[0] + self.seconds - now)
        times.append(now)
        return None

    def remaining(self, key: str) -> int:
        """Return how many requests the key may make now."""
        return self.limit - len(self._recent(key, self._clock()))

    def _recent(self, key: str, now: float) -> deque[float]:
        if key not in self._requests and len(self._requests) >= MAX_KEYS:
            self._requests.pop(next(iter(self._requests)))
        times = self._requests.setdefault(key, deque())
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return times


def retry_after(seconds: float) -> int:
    """Return a wait as a ``Retry-After`` header: whole seconds, at least one."""
    return max(1, math.ceil(seconds))
