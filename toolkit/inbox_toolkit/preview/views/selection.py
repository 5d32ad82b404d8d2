"""Which case a page has on screen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from inbox_toolkit.preview.project_state import Key, ProjectState
from inbox_toolkit.project.project import nearest
from inbox_toolkit.rendering.cases import Case, pick_case, with_changes
from inbox_toolkit.template.template import Template


@dataclass(frozen=True, slots=True)
class Selection:
    """A case by the names a page chose it by; ``changes`` are what-if values, ``path=value``."""

    template: str
    profile: str = ""
    data: str = ""
    language: str = ""
    changes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The template's label: with the language of a translation."""
        return f"{self.template}.{self.language}" if self.language else self.template

    @property
    def key(self) -> Key:
        """The case's names, as the state keeps them."""
        return Key(self.label, self.profile, self.data or "none")

    def template_on(self, state: ProjectState) -> Template:
        """Return the template; raises UsageError where there is none of that name."""
        labels = {one.label: one for one in state.workspace.templates}
        if self.label not in labels:
            folder = state.workspace.config.templates
            raise nearest(self.label, list(labels), "template", f"{folder}/")
        return labels[self.label]

    def case_on(self, state: ProjectState) -> Case:
        """Return the case with its what-if values; raises UsageError where there is none."""
        template = self.template_on(state)
        fixtures = state.workspace.project.fixtures
        case = pick_case(template, fixtures, profile=self.profile or None, data=self.data or None)
        return with_changes(case, self.changes)

    def at(self, pair: str) -> "Selection":
        """Return the same template with another ``profile/data``."""
        profile, _, data = pair.partition("/")
        return replace(self, profile=profile, data=data, changes=())


def selection_of(query: Mapping[str, str], changes: list[str]) -> Selection:
    """Read a selection from a page's question."""
    names = {key: query.get(key, "") for key in ("template", "profile", "data", "language")}
    return Selection(**names, changes=tuple(changes))


def watched_selection(text: str) -> Selection | None:
    """Read what a page says it watches: a JSON list of four names; None for anything else."""
    try:
        names = json.loads(text)
    except ValueError:
        return None
    fits = (
        isinstance(names, list) and len(names) == 4 and all(isinstance(one, str) for one in names)
    )
    return Selection(*names) if fits and names[0] else None
