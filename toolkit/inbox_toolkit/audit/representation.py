"""The smallest set of redacted profiles that shows what a population does to some templates.

Covered are the outcomes, the causes and the branches of every audit, each audit by itself. A
candidate is someone's data, redacted, with what the other templates read added from whom most
people are like; it is rendered with every audit's template and message data, so that one profile
can cover parts of several. Set cover then picks the fewest.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.audit.population import put
from inbox_toolkit.audit.redacted_fixtures import redactions
from inbox_toolkit.audit.result import CaseFinding, Verdict
from inbox_toolkit.audit.summary import Outcome, Summary, findings_of, outcome_of
from inbox_toolkit.audit.verdict import BATCH, Judge
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.prove.set_cover import CoverCandidate, minimal_cover

_TRIES = 20
"""People who are tried for one item, those who show most else first."""

Item = tuple[int, Outcome | CaseFinding | int]
"""The audit, by its place in the sequence, and an outcome, the finding of a cause, or a branch."""

Audit = tuple[Summary, Judge]
Items = frozenset[Item]
Profile = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RepresentativeProfile:
    """A redacted profile and what ``validate`` shows with it, as far as the population has it."""

    profile: Profile
    covers: Items


@dataclass(frozen=True, slots=True)
class Representation:
    """The profiles, and all that the population has."""

    profiles: tuple[RepresentativeProfile, ...]
    wanted: Items

    @property
    def covered(self) -> Items:
        """What the profiles show together."""
        return Items().union(*(one.covers for one in self.profiles))


def represent(audits: Sequence[Audit], name: Callable[[int], str]) -> Representation:
    """Return the fewest redacted profiles that cover what the audits found.

    Few enough candidates are searched to the end, more of them greedily (``minimal_cover``). What
    no redacted candidate shows is left out. ``name`` names a profile by its number, from 1: names
    seed chance.
    """
    wanted = Items().union(
        *(
            _items(number, one.verdict, summary)
            for number, (summary, _) in enumerate(audits)
            for one in summary.result.verdicts
        )
    )
    candidates = _candidates(audits, wanted)
    numbers = {item: number for number, item in enumerate(wanted)}
    chosen = minimal_cover(
        [
            CoverCandidate(frozenset(numbers[item] for item in items), frozenset({str(at)}))
            for at, items in enumerate(candidates)
        ]
    )
    profiles = [[*candidates.values()][at] for at in chosen]
    shown = _shown(profiles, [name(number) for number, _ in enumerate(profiles, 1)], audits)
    return Representation(
        tuple(
            RepresentativeProfile(profile, items & wanted)
            for profile, items in zip(profiles, shown, strict=True)
        ),
        wanted,
    )


def _candidates(audits: Sequence[Audit], wanted: Items) -> dict[Items, Profile]:
    """Return redacted profiles by what they cover; the first one of several that cover the same.

    Those that show nothing but what the population has are enough where they cover as much.
    """
    faithful: dict[Items, Profile] = {}
    found: dict[Items, Profile] = {}
    people = [(_completed(number, data, audits), items) for number, data, items in _people(audits)]
    for redact in redactions([judge.template for _, judge in audits]):
        profiles = [redact(data) for data, _ in people]
        names = [f"candidate_{number}" for number, _ in enumerate(profiles)]
        shown = _shown(profiles, names, audits)
        for profile, items in zip(profiles, shown, strict=True):
            found.setdefault(items & wanted, profile)
            if items <= wanted:
                faithful.setdefault(items, profile)
        people = [
            one for one, items in zip(people, shown, strict=True) if not one[1] <= items <= wanted
        ]
    is_enough = Items().union(*faithful) == Items().union(*found)
    return faithful if is_enough else found


def _people(audits: Sequence[Audit]) -> Iterator[tuple[int, Profile, Items]]:
    """Yield the audit, data and items of people to try."""
    for number, (summary, _) in enumerate(audits):
        found = [
            (one.example["customer"], _items(number, one.verdict, summary))
            for one in summary.result.verdicts
        ]
        tries: Counter[Item] = Counter()
        for data, items in sorted(found, key=lambda one: -len(one[1])):
            if any(tries[item] < _TRIES for item in items):
                tries.update(items)
                yield number, data, items


def _items(number: int, verdict: Verdict, summary: Summary) -> Items:
    causes = (
        one
        for one in findings_of(verdict, summary.result)
        if one.severity is not Severity.INFO  # no cause of a report
    )
    parts = (outcome_of(verdict), *causes, *verdict.branches)
    return frozenset((number, part) for part in parts)


def _shown(
    profiles: Sequence[Profile], names: Sequence[str], audits: Sequence[Audit]
) -> list[Items]:
    """Return what each profile shows in all audits."""
    shown = [Items() for _ in profiles]
    for number, (summary, judge) in enumerate(audits):
        for first in range(0, len(profiles), BATCH):
            outcomes = [
                judge.render({"customer": profiles[at], "trigger": {}}, names[at])
                for at in range(first, min(first + BATCH, len(profiles)))
            ]
            for at, verdict in enumerate(judge.verdicts(outcomes), first):
                shown[at] |= _items(number, verdict, summary)
    return shown


def _completed(number: int, data: Profile, audits: Sequence[Audit]) -> dict[str, Any]:
    """Return someone's data with what only other audits' templates read, as most people have it."""
    completed = dict(deepcopy(data))
    known = {*_columns(audits[number][0])}
    for summary, _ in audits:
        verdicts = summary.result.verdicts
        usual = next((one for one in verdicts if one.verdict.is_whole), next(iter(verdicts), None))
        for column in _columns(summary):
            root, *path = column.split(".")
            if usual is None or column in known or root != "customer":
                continue
            value = _value(usual.example["customer"], path)
            if value is not None:
                put(completed, tuple(path), deepcopy(value))
        known |= {*_columns(summary)}
    return completed


def _columns(summary: Summary) -> tuple[str, ...]:
    """Return the columns that an audit's template reads, as templates write them."""
    return tuple(one.column for one in summary.result.plan.columns)


def _value(holder: Any, path: Sequence[str]) -> Any:
    for step in path:
        holder = holder.get(step) if isinstance(holder, Mapping) else None
    return holder
