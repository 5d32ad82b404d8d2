"""Finds the smallest set of realistic fixtures that reaches every branch of a template."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from inbox_toolkit.contract.samples.exploring import Pair, Schema, Walk
from inbox_toolkit.contract.samples.fewest import Reaching, fewest
from inbox_toolkit.contract.verdicts import Judge
from inbox_toolkit.project.fixtures import Fixtures

Case = tuple[Pair, frozenset[int]]
"""A case and the branches it takes."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What fixtures are to be like: the locales their values are of, in turn, and the seed."""

    locales: tuple[str, ...] = ("en",)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Covered:
    """Cases that together reach the branches numbered in ``reached``; each is deliverable.

    Two of them may share message data or a profile.
    """

    pairs: tuple[Pair, ...]
    branches: int
    reached: frozenset[int]

    @property
    def is_all(self) -> bool:
        """Tell whether every branch is reached."""
        return len(self.reached) == self.branches


def cover(
    judge: Judge, schemas: Mapping[str, Schema], wishes: Wishes, fixtures: Fixtures
) -> Covered:
    """Return the cases that take the fewest files, always the same under a seed.

    The profiles of ``fixtures`` are taken where they serve, and its message data is where the walk
    begins if none could be made. Raises ProjectError where there is neither.
    """
    walks = [Walk(judge, schemas, fixtures, locale, wishes.seed) for locale in wishes.locales]
    found = [_walked(walk) for walk in walks]
    cases = _mixed(found)
    reached = frozenset[int]().union(*(arms for _, arms in cases))
    return Covered(tuple(pair for pair, _ in cases), walks[0].total, reached)


def _walked(walk: Walk) -> list[Case]:
    """Return the fewest cases of one locale; those that print all they name come first."""
    walk.run()
    cases = _chosen(walk.whole.values(), frozenset())
    reached = frozenset[int]().union(*walk.whole)
    if walk.seen - reached or not cases:
        cases += _chosen(walk.holed.values(), reached)
    return [(walk.fuller(pair), arms) for pair, arms in cases]


def _chosen(found: Collection[Case], reached: frozenset[int]) -> list[Case]:
    cases = list(found)
    chosen = fewest([Reaching(arms - reached, pair.files) for pair, arms in cases])
    return [cases[number] for number in chosen]


def _mixed(found: Sequence[list[Case]]) -> list[Case]:
    """Return the first locale's cases, each message data from the next locale in turn."""
    mixed: list[Case] = []
    turns: list[Schema] = []
    for pair, arms in found[0]:
        if pair.data not in turns:
            turns.append(pair.data)
        other = found[turns.index(pair.data) % len(found)]
        mixed.append(next((one for one in other if one[1] == arms), (pair, arms)))
    return mixed
