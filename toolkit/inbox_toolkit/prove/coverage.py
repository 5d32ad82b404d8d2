"""Finds the smallest set of realistic fixtures that reaches every branch of a template.

Says which files generated fixtures are, and what speaks for the languages they are in.

Chooses cases that together reach all that any of them reaches, and take the fewest files.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import Any, NamedTuple

from inbox_toolkit.generate.by_name import FIRST_NUMBER
from inbox_toolkit.generate.names import WORDS
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.explore import Pair, Schema, Walk
from inbox_toolkit.prove.oracle import Judge
from inbox_toolkit.template.template import Template

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


_NAME = "generated_"


def files_of(found: Covered, template: Template, folder: str) -> dict[str, Mapping[str, Any]]:
    """Return what to write, by file name below ``folder``; nothing is written twice."""
    files: dict[str, Mapping[str, Any]] = {}
    data: list[Mapping[str, Any]] = []
    people: list[Mapping[str, Any]] = []
    for pair in found.pairs:
        if pair.data not in data:
            data.append(pair.data)
        if not pair.known and pair.profile not in people:
            people.append(pair.profile)
    for number, one in enumerate(data, 1):
        files[f"{folder}/message_data/{template.name}/{_NAME}{number}.json"] = one
    for number, one in enumerate(people, 1):
        own = {"id": f"id_{FIRST_NUMBER + number - 1}"} if _is_made_up(one.get("id")) else {}
        files[f"{folder}/profiles/{_profile(template)}{number}.json"] = {**one, **own}
    return files


def others(fixtures: Fixtures, template: Template) -> Fixtures:
    """Return the fixtures without the profiles generated for a template before."""
    own = _profile(template)
    kept = tuple(one for one in fixtures.profiles if not one.name.startswith(own))
    return replace(fixtures, profiles=kept)


def spoken(template: Template, templates: Iterable[Template]) -> tuple[str, ...]:
    """Return the languages of a template whose people have names here, English by default."""
    if template.language:
        found = [template.language]
    else:
        alike = (one for one in templates if one.name == template.name)
        found = ["en", *(one.language for one in alike if one.language)]
    return tuple(one for one in found if one.split("-")[0].split("_")[0] in WORDS) or ("en",)


def verdict(found: Covered, template: Template) -> Iterator[str]:
    """Yield what is reached, then each branch that is not, with its place."""
    if not found.pairs:
        yield f"no case was found that has no fault; see which: inbox prove {template.name}"
        return
    yield f"they reach {len(found.reached)} of {found.branches} branches"
    for number, arm in enumerate(template.program.branches):
        if number not in found.reached:
            source, span = template.locate(arm.tag_span)
            at = source.position(span.start)
            yield f"not reached: the `{arm.kind}` at {source.name}:{at.line}:{at.column}"


def _is_made_up(value: object) -> bool:
    return value == f"id_{FIRST_NUMBER}"


def _profile(template: Template) -> str:
    return f"{template.name.replace('/', '_')}_{_NAME}"
