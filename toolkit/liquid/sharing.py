"""The sharing half of a run: a passage that another run has rendered is repeated, not rendered.

The cases of a template are its profiles times its message data, so what reads ``customer`` alone
comes out alike in all cases of a profile. A run that is given a memory keeps in it what each
passage (``passages.py``) printed, read, took and failed at, under what its root stood for.
"""

from typing import NamedTuple

from toolkit.liquid.loops import MOST_STEPS, OFTEN, Loops
from toolkit.liquid.program import Program
from toolkit.liquid.rendered import Failure, ReadGroup
from toolkit.liquid.values import MISSING


class Kept(NamedTuple):
    """All that a passage did; ``given`` is what its root stood for, held so that its id stays."""

    given: object
    pieces: tuple[str, ...]
    reads: ReadGroup
    failures: tuple[Failure, ...]
    arms: frozenset[int]
    steps: int
    used_clock: bool


Memory = dict[tuple[int, int], Kept]
"""What passages did, by their number and the identity of what their root stood for.

Good for runs of one program with the same clock and settings, over data that nobody changes.
"""


class Sharing(Loops):
    """What generated passages call."""

    __slots__ = ("_before", "_groups", "arms", "is_own", "memory", "used_clock")

    def __init__(
        self,
        program: Program,
        names: tuple[tuple[str, ...], ...],
        data: dict[str, object],
        *,
        strict: bool,
        collect: bool,
    ) -> None:
        super().__init__(program, names, data, strict=strict, collect=collect)
        self.arms: set[int] = set()
        self.used_clock = False
        self.memory: Memory | None = None
        self.is_own = False
        """Whether the passage asked for something besides its root, such as chance."""
        self._before = (0, 0, 0, False)
        self._groups: list[ReadGroup] = []

    def begins(self, number: int) -> bool:
        """Tell whether a passage is to be rendered; if not, what it did before is done."""
        if self.memory is None:
            return True
        self._group()
        given = self.data.get(self.program.passages[number].root, MISSING)
        kept = self.memory.get((number, id(given)))
        if kept is not None and self._has_room(kept):
            self._repeat(kept)
            return False
        self._before = (len(self.out), len(self.failures), self._step_count, self.used_clock)
        self.used_clock = self.is_own = False
        return True

    def ends(self, number: int) -> None:
        """Keep what a passage did, now that it is rendered to its end."""
        if self.memory is None:
            return
        printed, failed, steps, used_clock = self._before
        if not self.is_own:
            root, first, last = self.program.passages[number]
            given = self.data.get(root, MISSING)
            self.memory[number, id(given)] = Kept(
                given,
                tuple(self.out[printed:]),
                self._group(),
                tuple(self.failures[failed:]),
                frozenset([arm for arm in self.arms if first <= arm < last]),
                self._step_count - steps,
                self.used_clock,
            )
        self.used_clock |= used_clock

    def reads(self) -> tuple[ReadGroup, ...]:
        """Return all that was read; what passages share is a group of its own."""
        self._group()
        return tuple(self._groups)

    def _repeat(self, kept: Kept) -> None:
        self.out += kept.pieces
        self._groups.append(kept.reads)
        self.failures += kept.failures
        self.arms |= kept.arms
        self._step_count += kept.steps
        self.used_clock |= kept.used_clock

    def _group(self) -> ReadGroup:
        """Put what was read since the last group into one, and return it."""
        group = tuple(self.records)
        if group:
            self._groups.append(group)
            self.records.clear()
        return group

    def _has_room(self, kept: Kept) -> bool:
        """Tell whether no limit is near: what would pass one is rendered, to stop where it does."""
        return (
            self._step_count + kept.steps <= MOST_STEPS
            and len(self.out) + len(kept.pieces) - self._measured <= OFTEN
        )
