"""What the fixtures hold at a path: who has a value there, who lacks it, what it may be called."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from toolkit.analysis.steps import Steps, names_beside, steps_text, values_at
from toolkit.liquid.comparison import is_blank
from toolkit.liquid.values import MISSING
from toolkit.project.fixtures import Fixture, Fixtures


@dataclass(frozen=True)
class Evidence:
    """The fixtures as one template sees them."""

    fixtures: Fixtures
    template: str

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
        """Tell whether fixtures were looked at and none has a value there; false is a value."""
        looked = False
        for _, value in self.values(steps):
            looked = True
            if not _is_nothing(value):
                return False
        return looked

    def suggestion(self, steps: Steps) -> str:
        """Return the path that was probably meant, empty where none is near."""
        for count in range(2, len(steps) + 1):
            part = steps[:count]
            if not self._is_anywhere(part):
                name = str(part[-1])
                known = {
                    other
                    for fixture in self.sources(str(part[0]))
                    for other in names_beside(fixture.data, part[1:])
                }
                near = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
                return steps_text((*part[:-1], near[0], *steps[count:])) if near else ""
        return ""

    def _is_anywhere(self, steps: Steps) -> bool:
        return any(value is not MISSING for _, value in self.values(steps))


def _is_nothing(value: object) -> bool:
    """Tell whether a value is missing, null or blank text; false and an empty list are values."""
    return value is MISSING or value is None or (isinstance(value, str) and is_blank(value))


def nearest_name(name: str, known: Iterator[str] | frozenset[str] | set[str]) -> str:
    """Return the known name that was probably meant, empty where none is near."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return near[0] if near else ""
