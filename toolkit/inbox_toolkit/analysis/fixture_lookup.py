"""What the fixtures hold at a path: who has a value, who lacks it, and how it may be spelled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from inbox_toolkit.analysis.data_path import Steps, names_beside, steps_text, values_at
from inbox_toolkit.analysis.read_site import Analysis, ReadSite
from inbox_toolkit.liquid.catalog.roots import (
    COLUMN_FACTS,
    ELSEWHERE,
    FILLED,
    GIVEN,
    LOOP_FACTS,
    LOOPS,
    SERVICE_VALUES,
)
from inbox_toolkit.liquid.javascript.comparison import is_blank
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.project.fixtures import Fixture, Fixtures


@dataclass(frozen=True)
class FixtureLookup:
    """The fixtures as one template sees them.

    ``contracts`` are the JSON Schemas that people keep beside it, by root: names to spell by.
    """

    fixtures: Fixtures
    template: str
    contracts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def sources(self, root: str) -> tuple[Fixture, ...]:
        """Return the fixtures that a root is read from; none for a root of the service's own."""
        if root == "customer":
            return self.fixtures.profiles
        if root == "trigger":
            return self.fixtures.message_data.get(self.template, ())
        single = self.fixtures.objects if root == "objects" else None
        return (single,) if single else ()

    def values(self, steps: Steps) -> Iterator[tuple[Fixture, object]]:
        """Yield what each fixture holds at a path; ``MISSING`` where it holds nothing."""
        for fixture in self.sources(str(steps[0])):
            for value in values_at(fixture.data, steps[1:]):
                yield fixture, value

    def lacking(self, steps: Steps) -> tuple[Fixture, ...]:
        """Return the fixtures in which the path is missing somewhere."""
        found = (fixture for fixture, value in self.values(steps) if value is MISSING)
        return tuple({fixture.name: fixture for fixture in found}.values())

    def is_never_there(self, steps: Steps) -> bool:
        """Return True if there are fixtures and none has a value there; false is a value."""
        looked = False
        for _, value in self.values(steps):
            looked = True
            if not _is_nothing(value):
                return False
        return looked

    def suggestion(self, steps: Steps, written: str = "") -> str:
        """Return the path that was probably meant, empty where none is near.

        ``written`` is how the template names it, where that is by a local name.
        """
        for count in range(2, len(steps) + 1):
            part, name = steps[:count], str(steps[count - 1])
            known = self._names_beside(part)
            if name not in known and not self._is_anywhere(part):
                near = nearest_name(name, known)
                if not near:
                    return ""
                if written and not written.startswith(str(steps[0])) and name in written:
                    return near.join(written.rsplit(name, 1))
                return steps_text((*part[:-1], near, *steps[count:]))
        return ""

    def _is_anywhere(self, steps: Steps) -> bool:
        return any(value is not MISSING for _, value in self.values(steps))

    def _names_beside(self, steps: Steps) -> set[str]:
        """Return the names that fixtures, contracts and the service have beside a path's last."""
        root = str(steps[0])
        held = [one.data for one in self.sources(root)]
        if root == "snippets" and self.fixtures.snippets:
            held.append(self.fixtures.snippets.data)
        if isinstance(filled := SERVICE_VALUES.get(root), dict):
            held.append(filled)
        names = {name for data in held for name in names_beside(data, steps[1:])}
        return names.union(_allowed(self.contracts.get(root, {}), steps[1:-1]))


def _allowed(schema: Mapping[str, Any], steps: Steps) -> Iterator[str]:
    """Yield the members that a contract speaks of at a path."""
    inner: object = schema
    for step in steps:
        if isinstance(inner, Mapping):
            named = inner.get("properties", {}) if isinstance(step, str) else inner
            inner = named.get(step if isinstance(step, str) else "items", {})
    if isinstance(inner, Mapping) and isinstance(inner.get("properties"), Mapping):
        yield from inner["properties"]


def _is_nothing(value: object) -> bool:
    """Return True for missing, null and blank text; false and an empty list are values."""
    return value is MISSING or value is None or (isinstance(value, str) and is_blank(value))


def nearest_name(name: str, known: Iterator[str] | frozenset[str] | set[str]) -> str:
    """Return the known name that was probably meant, empty where none is near."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return near[0] if near else ""


def root_help(analysis: Analysis, read: ReadSite) -> str:
    """Say what to do about the unknown name of a read, empty where nobody can tell."""
    name = read.unknown
    if name in ELSEWHERE:
        return f"that belongs to {ELSEWHERE[name]}"
    if name == "parentloop" and is_of_a_loop(read):
        return (
            "keep what the outer loop knows before the inner one begins: "
            "{% assign outer = forloop.index %}"
        )
    if is_of_a_loop(read):
        known = LOOP_FACTS | COLUMN_FACTS
    else:
        known = GIVEN | FILLED | LOOPS | analysis.names
    near = nearest_name(name, known - {name})
    return f"did you mean `{near}`?" if near else ""


def is_of_a_loop(read: ReadSite) -> bool:
    """Return True if a read asks ``forloop`` for a member it does not have."""
    return read.path.startswith(tuple(f"{one}." for one in LOOPS))
