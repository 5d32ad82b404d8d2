"""Which cases there are: one template with one profile and one message data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.project.fixtures import Fixture, Fixtures
from toolkit.project.project import nearest
from toolkit.template.template import Template


@dataclass(frozen=True, slots=True)
class Case:
    """One template x one profile x one message data; no data means a send without any."""

    template: Template
    profile: Fixture
    data: Fixture | None

    @property
    def label(self) -> str:
        """How reports call it."""
        return f"{self.profile.name} × {self.data_name}"

    @property
    def data_name(self) -> str:
        """The message data's name; ``none`` for a send without any."""
        return self.data.name if self.data else "none"

    @property
    def message_data(self) -> Mapping[str, Any]:
        """What the send carries."""
        return self.data.data if self.data else {}


def cases_of(template: Template, fixtures: Fixtures) -> list[Case]:
    """Return every case of a template; a translation shares its base's message data."""
    data = fixtures.message_data.get(template.name) or (None,)
    return [Case(template, profile, one) for profile in fixtures.profiles for one in data]


def pick_case(
    template: Template, fixtures: Fixtures, *, profile: str | None, data: str | None
) -> Case:
    """Return the case with these names, the first of each where none is given.

    Raises UsageError naming the nearest fixture where there is none of that name.
    """
    group = fixtures.message_data.get(template.name, ())
    chosen = _named(fixtures.profiles, profile, "profile", "fixtures/profiles/")
    if chosen is None:
        raise nearest(profile or "", [], "profile", "fixtures/profiles/")
    where = f"fixtures/message_data/{template.name}/"
    return Case(template, chosen, _named(group, data, "message data", where))


def _named(group: tuple[Fixture, ...], name: str | None, what: str, where: str) -> Fixture | None:
    if name is None:
        return group[0] if group else None
    found = next((one for one in group if one.name == name), None)
    if found is None:
        raise nearest(name, [one.name for one in group], what, where)
    return found
