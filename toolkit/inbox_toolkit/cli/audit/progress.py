"""Progress of an audit, on stderr and on a terminal alone: what is done, and how long it takes."""

from collections.abc import Callable
from time import monotonic

from inbox_toolkit.cli.console import echo_err, is_interactive

INTERVAL = 2.0
"""Seconds between two lines, and before the first one."""
_FIRST_ESTIMATE = 0.02
"""Share from which on it is worth saying how long the rest takes."""


class AuditProgress:
    """A callback that prints ``grouping people: 34 %, about 8 s left`` now and then."""

    def __init__(
        self,
        clock: Callable[[], float] = monotonic,
        *,
        show: Callable[[str], None] = echo_err,
        is_shown: Callable[[], bool] = is_interactive,
    ) -> None:
        self._clock = clock
        self._show = show
        self._is_shown = is_shown
        self._what = ""
        self._began = self._printed = clock()

    def __call__(self, what: str, share: float) -> None:
        """Tell what is being done, and the share that is done; negative where nobody knows."""
        now = self._clock()
        if what != self._what:
            self._what, self._began = what, now
        if now - self._printed < INTERVAL or not self._is_shown():
            return
        self._printed = now
        self._show(f"{what}{self._estimate(share, now - self._began)} …")

    def _estimate(self, share: float, seconds: float) -> str:
        if share < 0:
            return ""
        text = f": {share * 100:.0f} %"
        if share < _FIRST_ESTIMATE or share >= 1:
            return text
        left = seconds / share - seconds
        return f"{text}, about {_duration(left)} left"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
