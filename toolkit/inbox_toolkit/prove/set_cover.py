"""Weighted set cover: the cheapest cases that together reach every branch.

The greedy algorithm gives an upper bound; smaller subsets are then tried in order of size, up to
``MAX_SUBSETS``. Two cases of two files each beat a third that reaches the same with one more:

    >>> a = CoverCandidate(frozenset({1, 2}), frozenset({"data 1", "profile 1"}))
    >>> b = CoverCandidate(frozenset({3}), frozenset({"data 2", "profile 1"}))
    >>> minimal_cover([a, b, CoverCandidate(frozenset({2, 3}), frozenset({"data 3", "profile 2"}))])
    [0, 1]
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

MAX_SUBSETS = 20_000
"""Subsets that are tried; after that the best so far stands, which is seldom worse."""


class CoverCandidate(NamedTuple):
    """The branches that one case takes, and the files that it is made of."""

    branches: frozenset[int]
    files: frozenset[str]


def minimal_cover(cases: Sequence[CoverCandidate]) -> list[int]:
    """Return the indexes of the chosen cases; the first case if none takes a branch."""
    wanted = _union(cases)
    if not wanted:
        return [0] if cases else []
    useful = [at for at, _ in enumerate(cases) if not _is_dominated(cases, at)]
    chosen = _greedy(cases, useful, wanted)
    best = _cost(cases, chosen)
    for subset in islice(_subsets(useful, len(chosen) + 1), MAX_SUBSETS):
        if _cost(cases, subset) < best and wanted <= _union([cases[at] for at in subset]):
            chosen, best = list(subset), _cost(cases, subset)
    return sorted(chosen)


def _union(cases: Collection[CoverCandidate]) -> frozenset[int]:
    return frozenset[int]().union(*(one.branches for one in cases))


def _cost(cases: Sequence[CoverCandidate], chosen: Sequence[int]) -> tuple[int, int]:
    """Return the number of files, then of cases."""
    return len(frozenset[str]().union(*(cases[at].files for at in chosen))), len(chosen)


def _subsets(indexes: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """Yield the subsets of at most a size, smaller ones first."""
    for count in range(1, min(size, len(indexes)) + 1):
        yield from combinations(indexes, count)


def _is_dominated(cases: Sequence[CoverCandidate], at: int) -> bool:
    """Return True if another case reaches as much with as few files; of equals the first stays."""
    one = cases[at]
    for number, other in enumerate(cases):
        if number == at or not one.branches <= other.branches or len(other.files) > len(one.files):
            continue
        if number < at or one.branches < other.branches or len(other.files) < len(one.files):
            return True
    return False


def _greedy(
    cases: Sequence[CoverCandidate], useful: Sequence[int], wanted: frozenset[int]
) -> list[int]:
    """Take the case that reaches most of what is left, until nothing is."""
    chosen: list[int] = []
    while wanted:
        at = max(useful, key=lambda at: (len(cases[at].branches & wanted), -len(cases[at].files)))
        chosen.append(at)
        wanted -= cases[at].branches
    return chosen
