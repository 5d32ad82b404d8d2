"""Which cases there are: one template with one profile and one message data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.project.project import nearest
from inbox_toolkit.template.template import Template


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

    Raises UsageError naming the nearest fixture where there is none of that name, and
    ProjectError where the one that is meant cannot be used.
    """
    profiles = _Group("profile", f"{fixtures.folder}/profiles", fixtures.profiles)
    group = _Group(
        "message data",
        f"{fixtures.folder}/message_data/{template.name}",
        fixtures.message_data.get(template.name, ()),
    )
    chosen = _named(profiles, profile, fixtures)
    if chosen is None:
        raise nearest(profile or "", [], "profile", f"{profiles.folder}/")
    return Case(template, chosen, _named(group, data, fixtures))


class _Group(NamedTuple):
    """Fixtures to choose from: what they are called and where they are."""

    what: str
    folder: str
    fixtures: tuple[Fixture, ...]


def _named(group: _Group, name: str | None, fixtures: Fixtures) -> Fixture | None:
    if name is None:
        return group.fixtures[0] if group.fixtures else None
    found = next((one for one in group.fixtures if one.name == name), None)
    if found is not None:
        return found
    file = f"{group.folder}/{name}.json"
    for problem in fixtures.problems:
        if problem.source.name == file:
            message = problem.message.removeprefix(f"{file} ")
            raise ProjectError(f"{file}: {message}", help=problem.help)
    raise nearest(name, [one.name for one in group.fixtures], group.what, f"{group.folder}/")
