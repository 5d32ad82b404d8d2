"""Search for data that a contract allows and a template fails on.

First what is known to matter: the fixtures, the most and the least that the contract allows, each
hostile text in each place, each optional member missing, each value that a condition compares with.
Then random data while there is time. What is found is shrunk.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from inbox_toolkit.analysis.data_path import ComputedStep, Element
from inbox_toolkit.analysis.usage import collect_usage
from inbox_toolkit.contract.inference.shape import END_STEPS, SIZE_STEPS
from inbox_toolkit.generate.generator import DataGenerator
from inbox_toolkit.generate.mutations import attacks, shrinks
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.oracle import Failure, Oracle
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Template

Data = Mapping[str, Any]
Pair = tuple[Data, Data]
"""Message data and profile."""

MAX_SHRINKS = 400
MAX_SHRINK_TEXT = 1_000_000
"""Characters rendered to shrink one case."""
MAX_RANDOM = 3_000
MAX_FOUND = 6


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Data that the contract allows, shrunk as far as it still fails, and the failure."""

    failure: Failure
    data: Data
    profile: Data


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found; ``unreached`` are the indexes of the branches that no case took."""

    found: tuple[Counterexample, ...]
    cases: int
    branches: int
    unreached: tuple[int, ...]


def observed_values(template: Template, root: str) -> dict[tuple[str | None, ...], list[object]]:
    """Return the values that a template compares each path with, and their neighbors."""
    observed: dict[tuple[str | None, ...], list[object]] = {}
    for use in collect_usage(template).uses:
        if use.steps[0] != root or any(isinstance(step, ComputedStep) for step in use.steps):
            continue
        is_size = use.steps[-1] in SIZE_STEPS
        steps = use.steps[1:-1] if is_size else use.steps[1:]
        path = tuple(
            None if isinstance(step, Element | int) or step in END_STEPS else str(step)
            for step in steps
        )
        for value in () if is_size else use.values:
            near = [value]
            if isinstance(value, int | float):
                near += [value + 1, value - 1]
            observed.setdefault(path, []).extend(near)
    return observed


class Search:
    """A search for one template; it ends when ``is_over`` returns True.

    ``cases`` were tried so far, and ``printed`` characters were rendered for them and to shrink.
    """

    def __init__(
        self,
        oracle: Oracle,
        schemas: Mapping[str, Data],
        fixtures: Fixtures,
        *,
        seed: int,
        is_over: Callable[[], bool],
    ) -> None:
        template = oracle.template
        self.oracle = oracle
        self.fixtures = fixtures
        self.random = Random(seed)  # noqa: S311 - a search is not a secret
        self.is_over = is_over
        self.observed = {root: observed_values(template, root) for root in ("trigger", "customer")}
        self.trigger = DataGenerator(schemas["trigger"], self.random, self.observed["trigger"])
        self.customer = DataGenerator(schemas["customer"], self.random, self.observed["customer"])
        self.taken: set[int] = set()
        self.cases = 0
        self.printed = 0
        self.found: dict[tuple[str, object], Counterexample] = {}

    def run(self, progress: Callable[[int], None] = lambda _: None) -> SearchResult:
        """Search until every candidate was tried or the time is up."""
        for data, profile in self._candidates():
            if self.is_over() or len(self.found) >= MAX_FOUND:
                break
            self._try(data, profile)
            if self.cases % 100 == 0:
                progress(self.cases)
        total = len(self.oracle.template.program.branches)
        unreached = tuple(sorted(set(range(total)) - self.taken))
        return SearchResult(tuple(self.found.values()), self.cases, total, unreached)

    def _try(self, data: Data, profile: Data) -> None:
        self.cases += 1
        outcome = self._outcome(data, profile)
        self.taken |= outcome.rendered.taken_branches
        failure = self.oracle.failure(outcome)
        if failure is None:
            return
        key = (failure.kind, failure.place.span)
        if key not in self.found:
            self.found[key] = self._shrunk(failure, data, profile)

    def _outcome(self, data: Data, profile: Data) -> Outcome:
        outcome = self.oracle.outcome(data, profile)
        self.printed += len(outcome.text)
        return outcome

    def _shrunk(self, failure: Failure, data: Data, profile: Data) -> Counterexample:
        """Shrink data while it fails in the same way at the same place."""
        best = Counterexample(failure, data, profile)
        tries = 0
        is_smaller = True
        most = self.printed + MAX_SHRINK_TEXT
        while is_smaller and tries < MAX_SHRINKS and self.printed < most:
            is_smaller = False
            for pair in self._smaller(best):
                tries += 1
                again = self.oracle.failure(self._outcome(*pair))
                if again and (again.kind, again.place) == (failure.kind, failure.place):
                    best = Counterexample(again, *pair)
                    is_smaller = True
                    break
                if tries >= MAX_SHRINKS or self.printed >= most:
                    break
        return best

    def _smaller(self, one: Counterexample) -> Iterator[Pair]:
        for profile in shrinks(one.profile):
            if self.customer.checker.fits(profile):
                yield one.data, profile
        for data in shrinks(one.data):
            if self.trigger.checker.fits(data):
                yield data, one.profile

    # --- what is tried -----------------------------------------------------------------------

    def _candidates(self) -> Iterator[Pair]:
        """Yield the data to try; nothing if none can be generated and no fixture fits."""
        plain = self._bases(self.trigger, self._fitting_data())
        people = self._bases(self.customer, self._fitting_profiles())
        if not plain or not people:
            return
        data, profile = plain[0], people[0]
        yield from ((one, other) for one in plain for other in people)
        yield from (
            (one, other) for other in self._fitting_profiles() for one in self._fitting_data()
        )
        for base in plain:
            yield from ((one, profile) for one in self._turned(self.trigger, "trigger", base))
        for base in people:
            yield from ((data, one) for one in self._turned(self.customer, "customer", base))
        for number in range(MAX_RANDOM):
            hostility = (0.0, 0.2, 0.6)[number % 3]
            one, other = self.trigger.drawn(hostility), self.customer.drawn(hostility)
            yield data if one is None else one, profile if other is None else other

    def _bases(self, maker: DataGenerator, shown: list[Data]) -> list[Data]:
        """Return the most and the least that a contract allows; else fixtures."""
        made: list[Data] = [one for one in (maker.plain(), maker.bare()) if one is not None]
        return made or shown[:2]

    def _fitting_data(self) -> list[Data]:
        shown = self.fixtures.message_data.get(self.oracle.template.name, ())
        return [one.data for one in shown if self.trigger.checker.fits(one.data)]

    def _fitting_profiles(self) -> list[Data]:
        shown = self.fixtures.profiles
        return [one.data for one in shown if self.customer.checker.fits(one.data)]

    def _turned(self, maker: DataGenerator, root: str, base: Data) -> Iterator[Data]:
        """Yield data with one thing changed."""
        for changed in attacks(base, self.observed[root]):
            if maker.checker.fits(changed):
                yield changed
