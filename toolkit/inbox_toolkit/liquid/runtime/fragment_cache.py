"""Repeats fragments: what another render of the template has printed is not rendered again.

The cases of a template are its profiles times its message data, so a fragment that reads only
``customer`` comes out alike in every case of a profile. A render that is given a cache keeps in it
what each fragment (``compiler/fragments.py``) printed, read, took and failed at, by the identity of
the value that its root stood for.
"""

from typing import NamedTuple

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.runtime.log import RenderLog
from inbox_toolkit.liquid.runtime.output import Output
from inbox_toolkit.liquid.runtime.result import Failure, ReadGroup
from inbox_toolkit.liquid.runtime.variables import VariableReader


class CachedFragment(NamedTuple):
    """All that a fragment did; ``given``, its root's value, is held so that its id stays taken.

    ``pieces`` says in how many it printed its text.
    """

    given: object
    text: str
    pieces: int
    reads: ReadGroup
    failures: tuple[Failure, ...]
    taken_branches: frozenset[int]
    steps: int
    used_clock: bool


FragmentCache = dict[tuple[int, int], CachedFragment]
"""What fragments did, by their number and the identity of their root's value.

Good for renders of one program with the same clock and settings, over data that nobody changes.
"""


class FragmentRecorder:
    """The fragments of one render, recorded into a cache or replayed from it."""

    __slots__ = ("_before", "_cache", "_groups", "_log", "_output", "_program", "_variables")

    def __init__(
        self,
        cache: FragmentCache,
        program: Program,
        variables: VariableReader,
        output: Output,
        log: RenderLog,
    ) -> None:
        self._cache = cache
        self._program = program
        self._variables = variables
        self._output = output
        self._log = log
        self._before = (0, 0, 0, False)
        self._groups: list[ReadGroup] = []

    def begin(self, number: int, root: str) -> bool:
        """Return True if a fragment must be rendered; otherwise repeat what it did before.

        Near a limit it is rendered in any case, so that it stops where it must.
        """
        log, output = self._log, self._output
        reads = log.reads
        if reads:
            self._groups.append(tuple(reads))
            reads.clear()
        cached = self._cache.get((number, id(self._variables.data.get(root, MISSING))))
        if cached is not None and output.replay(cached.text, cached.pieces, cached.steps):
            self._groups.append(cached.reads)
            if cached.failures:
                log.failures.extend(cached.failures)
            if cached.taken_branches:
                log.taken_branches.update(cached.taken_branches)
            if cached.used_clock:
                log.used_clock = True
            return False
        self._before = (len(output.pieces), len(log.failures), output.steps, log.used_clock)
        log.used_clock = log.is_tainted = False
        return True

    def end(self, number: int) -> None:
        """Keep what a fragment did, now that it is rendered to its end."""
        printed, failed, steps, used_clock = self._before
        log = self._log
        if not log.is_tainted:
            root, first, last = self._program.fragments[number]
            given = self._variables.data.get(root, MISSING)
            pieces = self._output.pieces[printed:]
            self._cache[number, id(given)] = CachedFragment(
                given,
                "".join(pieces),
                len(pieces),
                self._group(),
                tuple(log.failures[failed:]),
                frozenset([one for one in log.taken_branches if first <= one < last]),
                self._output.steps - steps,
                log.used_clock,
            )
        log.used_clock |= used_clock

    def read_groups(self) -> tuple[ReadGroup, ...]:
        """Return all that was read; what renders share is a group of its own."""
        self._group()
        return tuple(self._groups)

    def _group(self) -> ReadGroup:
        """Make a group of what was read since the last one, and return it."""
        reads = self._log.reads
        group = tuple(reads)
        if group:
            self._groups.append(group)
            reads.clear()
        return group


class NoFragments:
    """A render without a cache: every fragment is rendered."""

    __slots__ = ()

    def begin(self, number: int, root: str) -> bool:  # noqa: ARG002
        """Return True."""
        return True

    def end(self, number: int) -> None:
        """Do nothing."""


NO_FRAGMENTS = NoFragments()
