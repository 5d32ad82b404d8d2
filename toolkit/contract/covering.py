"""Finds the smallest set of realistic cases that reaches every branch of a template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from toolkit.contract.making import Maker
from toolkit.contract.search import Pair, told_of
from toolkit.contract.verdicts import Judge

MOST_CASES = 800


@dataclass(frozen=True, slots=True)
class Covered:
    """Cases that together reach ``reached`` of ``branches``; each is deliverable."""

    pairs: tuple[Pair, ...]
    branches: int
    reached: int


def cover(judge: Judge, schemas: Mapping[str, Mapping[str, Any]], *, seed: int) -> Covered:
    """Return a small set of cases, always the same under a seed."""
    random = Random(seed)  # noqa: S311 - fixtures are not secrets
    makers = [
        Maker(schemas[root], random, told_of(judge.template, root))
        for root in ("trigger", "customer")
    ]
    reaching: list[tuple[Pair, frozenset[int]]] = []
    seen: frozenset[int] = frozenset()
    total = len(judge.template.program.arms)
    for pair in _candidates(*makers):
        outcome = judge.outcome(*pair)
        if judge.fault(outcome) is None and (not reaching or outcome.rendered.arms - seen):
            reaching.append((pair, outcome.rendered.arms))
            seen |= outcome.rendered.arms
        if len(seen) == total:
            break
    return Covered(tuple(_fewest(reaching)), total, len(seen))


def _candidates(trigger: Maker, customer: Maker) -> Iterator[Pair]:
    data, profile = trigger.plain() or {}, customer.plain() or {}
    yield data, profile
    least = [one for one in (trigger.bare(), data) if one is not None]
    people = [one for one in (customer.bare(), profile) if one is not None]
    yield from ((one, other) for one in least for other in people)
    for _ in range(MOST_CASES):
        drawn = trigger.drawn(0.0), customer.drawn(0.0)
        if drawn[0] is not None and drawn[1] is not None:
            yield drawn[0], drawn[1]


def _fewest(reaching: list[tuple[Pair, frozenset[int]]]) -> Iterator[Pair]:
    """Take the case that reaches most of what is left, until nothing is."""
    left = frozenset().union(*(arms for _, arms in reaching)) if reaching else frozenset()
    if reaching and not left:
        yield reaching[0][0]
    while left:
        pair, arms = max(reaching, key=lambda one: len(one[1] & left))
        yield pair
        left -= arms
