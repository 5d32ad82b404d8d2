"""Breadth-first search for data that takes every branch of a template.

It starts from data with every member, and from the least, and changes one thing at a time; what
takes a branch for the first time is changed further. Branches that are left are tried at random.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.generate.by_name import RealisticValues
from inbox_toolkit.generate.generator import Data, DataGenerator
from inbox_toolkit.generate.mutations import explorations
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.counterexamples import observed_values
from inbox_toolkit.prove.oracle import Oracle
from inbox_toolkit.rendering.outcome import Outcome

Schema = Mapping[str, Any]

MAX_CASES = 6_000
MAX_RANDOM = 800
_PLAIN_NUMBERS = (0, 1, 2, 3, 12, 120, 1_250)


@dataclass(frozen=True, slots=True)
class FixturePair:
    """Message data and a profile; ``known`` is the name of a profile that already exists."""

    data: Mapping[str, Any]
    profile: Mapping[str, Any]
    known: str = ""

    @property
    def files(self) -> frozenset[str]:
        """The files it takes: its data, and its profile unless that exists."""
        data = f"data {json.dumps(self.data, sort_keys=True)}"
        profile = f"profile {json.dumps(self.profile, sort_keys=True)}"
        return frozenset((data,) if self.known else (data, profile))


Reached = dict[frozenset[int], tuple[FixturePair, frozenset[int]]]
"""The first case that took each set of branches, or one with fewer files."""


@dataclass
class Exploration:
    """One search; ``whole`` are the cases that print no blanks, ``holed`` the others."""

    oracle: Oracle
    schemas: Mapping[str, Schema]
    fixtures: Fixtures
    locale: str = "en"
    seed: int = 0
    whole: Reached = field(default_factory=dict)
    holed: Reached = field(default_factory=dict)
    seen: frozenset[int] = frozenset()
    cases: int = 0
    plain: Data | None = None

    def __post_init__(self) -> None:
        self.total = len(self.oracle.template.program.branches)
        self.random = Random(self.seed)  # noqa: S311 - fixtures are not secrets
        self.observed = {
            root: observed_values(self.oracle.template, root) for root in ("trigger", "customer")
        }
        self.trigger, self.customer = self._maker("trigger"), self._maker("customer")

    def _maker(self, root: str) -> DataGenerator:
        values = RealisticValues(self.locale, self.seed)
        schema, observed = self.schemas[root], self.observed[root]
        return DataGenerator(schema, self.random, observed, values=values, numbers=_PLAIN_NUMBERS)

    def run(self) -> None:
        """Try the neighbors of plain data until every branch is taken, then random data."""
        waiting = list(self._first())
        for pair in waiting:
            self._try(pair)
        for pair in waiting:  # grows while it is walked
            for other in self._near(pair):
                if self.cases >= MAX_CASES:
                    break
                if self._try(other):
                    waiting.append(other)
        for _ in range(MAX_RANDOM if len(self.seen) < self.total else 0):
            data, profile = self.trigger.drawn(0.0), self.customer.drawn(0.0)
            if data is not None and profile is not None:
                self._try(FixturePair(data, {**self._id(), **profile}))

    def _first(self) -> Iterator[FixturePair]:
        """Yield the most that the contract allows, then the least, with each profile."""
        people = [FixturePair({}, one.data, one.name) for one in self.fixtures.profiles]
        made = (self.customer.plain(), self.customer.bare())
        people += [FixturePair({}, {**self._id(), **(one or {})}) for one in made]
        for one in self._data():
            yield from (replace(who, data=one) for who in people)

    def _id(self) -> Data:
        """Return the id that every profile has, even if the template does not read it."""
        self.customer.values.begin()
        known = {"id": self.customer.values.text(("id",), {})}
        return known if "id" not in self.schemas["customer"].get("properties", {}) else {}

    def _data(self) -> list[Schema]:
        self.plain = self.trigger.plain()
        made = [one for one in (self.plain, self.trigger.bare()) if one is not None]
        if made:
            return [*made]
        name = self.oracle.template.name
        shown = self.fixtures.message_data.get(name, ())
        fitting = [one.data for one in shown if self.trigger.checker.fits(one.data)]
        if not fitting:
            raise ProjectError(
                f"no message data could be made that fits the contract of {name}",
                help="give `examples` where the contract has a `pattern` or the like",
            )
        return fitting

    def _near(self, pair: FixturePair) -> Iterator[FixturePair]:
        for data in explorations(pair.data, self.observed["trigger"]):
            if self.trigger.checker.fits(data):
                yield FixturePair(data, pair.profile, pair.known)
        for profile in (
            explorations(pair.profile, self.observed["customer"]) if not pair.known else ()
        ):
            if "id" in profile and self.customer.checker.fits(profile):
                yield FixturePair(pair.data, profile)

    def _try(self, pair: FixturePair) -> bool:
        """Keep a case that does not fail; return True if it took a branch for the first time."""
        self.cases += 1
        arms, is_whole = self._taken(pair)
        if arms is None:
            return False
        kept = self.whole if is_whole else self.holed
        if arms not in kept or len(pair.files) < len(kept[arms][0].files):
            kept[arms] = pair, arms
        fresh = arms - self.seen
        self.seen |= arms
        return bool(fresh)

    def fuller(self, pair: FixturePair) -> FixturePair:
        """Return a case with the members its data lacks, if it takes the same branches."""
        taken = self._taken(pair)
        for name, value in (self.plain or {}).items():
            for one in (value, []) if isinstance(value, list) else (value,):
                other = replace(pair, data={**pair.data, name: one})
                is_fit = name not in pair.data and self.trigger.checker.fits(other.data)
                if is_fit and self._taken(other) == taken:
                    pair = other
        return pair

    def _taken(self, pair: FixturePair) -> tuple[frozenset[int] | None, bool]:
        """Return the branches of a case, None if it fails; and whether it prints no blanks."""
        outcome = self.oracle.outcome(pair.data, pair.profile)
        if self.oracle.failure(outcome) is not None:
            return None, False
        return outcome.rendered.taken_branches, not _has_holes(outcome)


def _has_holes(outcome: Outcome) -> bool:
    """Return True if something blank is printed."""
    sites = outcome.rendered.program.variables
    return any(
        not sites[raw[0]].defaulted
        and sites[raw[0]].use in ("output", "argument")
        and (raw[1] is None or (isinstance(raw[1], str) and not raw[1].strip()))
        for raw in outcome.rendered.raw_reads
    )
