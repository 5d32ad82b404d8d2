"""The state of one path through a template: what it has printed, bound and decided."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from inbox_toolkit.prove.json_automaton import JsonState
from inbox_toolkit.prove.output_types import Bound

Atom = tuple[str, frozenset[str]]
"""A condition's smallest part: its text, and the names it reads."""


class LoopRound(NamedTuple):
    """A round of a loop; ``list`` is the list of the data that it goes over from end to end."""

    is_first: bool
    is_last: bool
    list: Hashable = None


class PathState(NamedTuple):
    """One symbolic state; paths that reach the same one go on as one.

    ``loops`` are the rounds of the loops around, the innermost last.
    """

    reading: JsonState = JsonState()
    names: tuple[tuple[str, Bound], ...] = ()
    decided: frozenset[tuple[Atom, bool]] = frozenset()
    loops: tuple[LoopRound, ...] = ()

    @property
    def known(self) -> dict[str, Bound]:
        """The names that are bound."""
        return dict(self.names)

    @property
    def round(self) -> LoopRound | None:
        """The round of the innermost loop."""
        return self.loops[-1] if self.loops else None

    def bind(self, name: str, value: Bound) -> "PathState":
        """Return the state with a name bound; what was decided about its old value is forgotten."""
        names = tuple(sorted({**self.known, name: value}.items(), key=lambda one: one[0]))
        return self._replace(names=names).forget(frozenset({name}))

    def forget(self, roots: frozenset[str]) -> "PathState":
        """Return the state without what it decided about some names."""
        decided = frozenset(one for one in self.decided if not one[0][1] & roots)
        return self._replace(decided=decided)

    def decide(self, atom: Atom, *, outcome: bool) -> "PathState":
        """Return the state in which a condition came out so."""
        return self._replace(decided=self.decided | {(atom, outcome)})

    def outcome(self, atom: Atom) -> bool | None:
        """Return how a condition came out before, None if it was not met."""
        return next((outcome for known, outcome in self.decided if known == atom), None)


Trace = tuple[str, ...]
"""What a path has decided, as people read it."""

States = Mapping[PathState, Trace]
"""The states that paths may be in at one place, each with the decisions of one such path."""
