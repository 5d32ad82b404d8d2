"""The random numbers of a render: the same for the same seed."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from inbox_toolkit.liquid.runtime.log import RenderLog

if TYPE_CHECKING:
    from random import Random

Seed = int | Callable[[], int]
"""What random numbers start from, or what works it out for the few renders that need any."""


class Randomness:
    """A generator that is made when first asked for: its import costs more than most renders."""

    __slots__ = ("_generator", "_log", "_seed")

    def __init__(self, seed: Seed, log: RenderLog) -> None:
        self._seed = seed
        self._log = log
        self._generator: Random | None = None

    @property
    def generator(self) -> "Random":
        """The render's generator; what is being rendered differs from case to case."""
        self._log.is_tainted = True
        if self._generator is None:
            from random import Random

            seed = self._seed() if callable(self._seed) else self._seed
            self._generator = Random(seed)  # noqa: S311 - for display, not for secrets
        return self._generator

    def child_seed(self, *, is_random: bool) -> Seed:
        """Return the seed of a render inside this one; ``is_random`` if its tags may be random."""
        return self.generator.getrandbits(32) if is_random else self._seed


@lru_cache(maxsize=1)
def unused_generator() -> "Random":
    """Return a generator for filters that take one and do not use it; seeding one costs."""
    from random import Random

    return Random(0)  # noqa: S311
