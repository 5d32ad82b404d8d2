"""Chooses cases that together reach all that any of them reaches, and take the fewest files."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

MOST_TRIES = 20_000
"""Choices that are weighed; after that many the best so far, seldom worse, stands."""


class Reaching(NamedTuple):
    """What one case reaches, and the files it takes."""

    arms: frozenset[int]
    files: frozenset[str]


def fewest(cases: Sequence[Reaching]) -> list[int]:
    """Return the numbers of the cases chosen; of cases that reach nothing, the first."""
    wanted = _arms(cases)
    if not wanted:
        return [0] if cases else []
    useful = [at for at, _ in enumerate(cases) if not _is_outdone(cases, at)]
    chosen = _greedy(cases, useful, wanted)
    best = _price(cases, chosen)
    for some in islice(_choices(useful, len(chosen) + 1), MOST_TRIES):
        if _price(cases, some) < best and wanted <= _arms([cases[at] for at in some]):
            chosen, best = list(some), _price(cases, some)
    return sorted(chosen)


def _arms(cases: Collection[Reaching]) -> frozenset[int]:
    return frozenset[int]().union(*(one.arms for one in cases))


def _price(cases: Sequence[Reaching], chosen: Sequence[int]) -> tuple[int, int]:
    """Return what makes a choice dear: its files, then its cases."""
    return len(frozenset[str]().union(*(cases[at].files for at in chosen))), len(chosen)


def _choices(numbers: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, min(most, len(numbers)) + 1):
        yield from combinations(numbers, size)


def _is_outdone(cases: Sequence[Reaching], at: int) -> bool:
    """Tell whether another case reaches as much with as few files; of equals the first stays."""
    one = cases[at]
    for number, other in enumerate(cases):
        if number == at or not one.arms <= other.arms or len(other.files) > len(one.files):
            continue
        if number < at or one.arms < other.arms or len(other.files) < len(one.files):
            return True
    return False


def _greedy(cases: Sequence[Reaching], useful: Sequence[int], wanted: frozenset[int]) -> list[int]:
    """Take the case that reaches most of what is left, until nothing is."""
    chosen: list[int] = []
    while wanted:
        at = max(useful, key=lambda at: (len(cases[at].arms & wanted), -len(cases[at].files)))
        chosen.append(at)
        wanted -= cases[at].arms
    return chosen
