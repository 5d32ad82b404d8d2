"""Realistic fixtures that together reach every branch of a template, in the fewest files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.explore import Exploration, FixturePair, Schema
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.prove.set_cover import CoverCandidate, minimal_cover

Case = tuple[FixturePair, frozenset[int]]
"""A case and the branches it takes."""


@dataclass(frozen=True, slots=True)
class GenerateOptions:
    """Options of ``inbox fixtures generate``: the locales of the values, in turn, and the seed."""

    locales: tuple[str, ...] = ("en",)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Cases that together take the branches numbered in ``reached``; none of them fails.

    Two of them may share message data or a profile. ``branches`` counts all of the template.
    """

    pairs: tuple[FixturePair, ...]
    branches: int
    reached: frozenset[int]

    @property
    def is_complete(self) -> bool:
        """Return True if every branch is reached."""
        return len(self.reached) == self.branches


def cover(
    oracle: Oracle, schemas: Mapping[str, Schema], options: GenerateOptions, fixtures: Fixtures
) -> Coverage:
    """Return cases that take the fewest files, always the same ones for a seed.

    Profiles of ``fixtures`` are used where they serve; its message data is the starting point if
    none can be generated. Raises ProjectError if there is neither.
    """
    explorations = [
        Exploration(oracle, schemas, fixtures, locale, options.seed) for locale in options.locales
    ]
    found = [_minimal_cases(one) for one in explorations]
    cases = _alternate_locales(found)
    reached = frozenset[int]().union(*(branches for _, branches in cases))
    return Coverage(tuple(pair for pair, _ in cases), explorations[0].total, reached)


def _minimal_cases(exploration: Exploration) -> list[Case]:
    """Return the fewest cases of one locale; prefer those without blanks in what they print."""
    exploration.run()
    cases = _choose(exploration.whole.values(), frozenset())
    reached = frozenset[int]().union(*exploration.whole)
    if exploration.seen - reached or not cases:
        cases += _choose(exploration.holed.values(), reached)
    return [(exploration.fuller(pair), branches) for pair, branches in cases]


def _choose(found: Collection[Case], reached: frozenset[int]) -> list[Case]:
    cases = list(found)
    candidates = [CoverCandidate(branches - reached, pair.files) for pair, branches in cases]
    return [cases[number] for number in minimal_cover(candidates)]


def _alternate_locales(found: Sequence[list[Case]]) -> list[Case]:
    """Return the first locale's cases, each message data from the next locale in turn."""
    mixed: list[Case] = []
    turns: list[Schema] = []
    for pair, branches in found[0]:
        if pair.data not in turns:
            turns.append(pair.data)
        other = found[turns.index(pair.data) % len(found)]
        mixed.append(next((one for one in other if one[1] == branches), (pair, branches)))
    return mixed
