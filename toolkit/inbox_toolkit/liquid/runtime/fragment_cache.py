"""The sharing half of a run: a passage that another run has rendered is repeated, not rendered.

The cases of a template are its profiles times its message data, so what reads ``customer`` alone
comes out alike in all cases of a profile. A run that is given a memory keeps in it what each
passage (``passages.py``) printed, read, took and failed at, under what its root stood for.
"""

from typing import NamedTuple

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.runtime.loops import MOST_STEPS, OFTEN, Loops
from inbox_toolkit.liquid.runtime.result import Failure, ReadGroup


class CachedFragment(NamedTuple):
    """All that a passage did; ``given`` is what its root stood for, held so that its id stays."""

    given: object
    pieces: tuple[str, ...]
    reads: ReadGroup
    failures: tuple[Failure, ...]
    taken_branches: frozenset[int]
    steps: int
    used_clock: bool


FragmentCache = dict[tuple[int, int], CachedFragment]
"""What passages did, by their number and the identity of what their root stood for.

Good for runs of one program with the same clock and settings, over data that nobody changes.
"""


class Sharing(Loops):
    """What generated passages call."""

    __slots__ = ("_before", "_groups", "is_own", "memory", "taken_branches", "used_clock")

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
        self.taken_branches: set[int] = set()
        self.used_clock = False
        self.memory: FragmentCache | None = None
        self.is_own = False
        """Whether the passage asked for something besides its root, such as chance."""
        self._before = (0, 0, 0, False)
        self._groups: list[ReadGroup] = []

    def begins(self, number: int, root: str) -> bool:
        """Tell whether a passage is to be rendered; if not, what it did before is done."""
        memory = self.memory
        if memory is None:
            return True
        if self.records:
            self._group()
        kept = memory.get((number, id(self.data.get(root, MISSING))))
        if kept is not None and self._repeat(kept):
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
            root, first, last = self.program.fragments[number]
            given = self.data.get(root, MISSING)
            self.memory[number, id(given)] = CachedFragment(
                given,
                tuple(self.out[printed:]),
                self._group(),
                tuple(self.failures[failed:]),
                frozenset([branch for branch in self.taken_branches if first <= branch < last]),
                self._step_count - steps,
                self.used_clock,
            )
        self.used_clock |= used_clock

    def reads(self) -> tuple[ReadGroup, ...]:
        """Return all that was read; what passages share is a group of its own."""
        self._group()
        return tuple(self._groups)

    def _repeat(self, kept: CachedFragment) -> bool:
        """Do what is kept, unless a limit is near: then it is rendered, to stop where it must."""
        _, pieces, reads, failures, taken_branches, steps, used_clock = kept
        count = self._step_count + steps
        if count > MOST_STEPS or len(self.out) + len(pieces) - self._measured > OFTEN:
            return False
        self._step_count = count
        self.out += pieces
        self._groups.append(reads)
        self.failures += failures
        self.taken_branches |= taken_branches
        self.used_clock |= used_clock
        return True

    def _group(self) -> ReadGroup:
        """Put what was read since the last group into one, and return it."""
        group = tuple(self.records)
        if group:
            self._groups.append(group)
            self.records.clear()
        return group
