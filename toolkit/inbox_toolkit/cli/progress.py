"""Progress of long steps: a line on stderr every two seconds, and only on a terminal."""

from collections.abc import Callable
from time import monotonic

from inbox_toolkit.cli.console import echo_err, is_interactive

INTERVAL = 2.0
"""Seconds between two lines, and before the first one."""


class ProgressPrinter:
    """A callback that prints ``120 of 700 cases …`` when the last line is two seconds old."""

    def __init__(self, noun: str, clock: Callable[[], float] = monotonic) -> None:
        self._noun = noun
        self._clock = clock
        self._printed = clock()

    def __call__(self, done: int, total: int | None = None) -> None:
        """Tell that so many are done; ``total`` is None if nobody knows it."""
        if done == total or self._clock() - self._printed < INTERVAL or not is_interactive():
            return
        self._printed = self._clock()
        of_total = "" if total is None else f" of {total:,}"
        echo_err(f"{done:,}{of_total} {self._noun} …")
