"""Which case a page has on screen."""

import json
from dataclasses import dataclass, replace

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import Key, ProjectState
from inbox_toolkit.preview.wire import CaseQuery, DiffQuery, ValueQuery
from inbox_toolkit.project.project import nearest
from inbox_toolkit.rendering.cases import Case, pick_case, with_changes
from inbox_toolkit.template.template import Template
from inbox_toolkit.web.wire import decode


@dataclass(frozen=True, slots=True)
class Selection:
    """A case by the names a page chose it by.

    ``changes`` are what-if values, ``path=value``, and ``removed`` the paths made absent.
    """

    template: str
    profile: str = ""
    data: str = ""
    language: str = ""
    changes: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The template's label: with the language of a translation."""
        return f"{self.template}.{self.language}" if self.language else self.template

    @property
    def key(self) -> Key:
        """The case's names, as the state keeps them."""
        return Key(self.label, self.profile, self.data or "none")

    @property
    def is_what_if(self) -> bool:
        """Return True if the case is not as its fixtures say."""
        return bool(self.changes or self.removed)

    def template_on(self, state: ProjectState) -> Template:
        """Return the template; raises UsageError where there is none of that name."""
        found = state.template(self.label)
        if found is None:
            labels = [one.label for one in state.workspace.templates]
            raise nearest(self.label, labels, "template", f"{state.workspace.config.templates}/")
        return found

    def case_on(self, state: ProjectState, template: Template | None = None) -> Case:
        """Return the case with its what-if values; raises UsageError where there is none.

        ``template`` stands in for the project's own.
        """
        fixtures = state.workspace.project.fixtures
        case = pick_case(
            template or self.template_on(state),
            fixtures,
            profile=self.profile or None,
            data=self.data or None,
        )
        return with_changes(case, self.changes, self.removed)

    def at(self, pair: str) -> "Selection":
        """Return the same template with another ``profile/data``."""
        profile, _, data = pair.partition("/")
        return replace(self, profile=profile, data=data, changes=(), removed=())


def selection_of(query: CaseQuery | DiffQuery | ValueQuery) -> Selection:
    """Return the case that a page asks for."""
    return Selection(
        query.template, query.profile, query.data, query.language, query.set, query.unset
    )


def watched_selection(text: str) -> Selection | None:
    """Read what a page says it watches: a ``CaseQuery`` as JSON; None for anything else."""
    try:
        wanted = selection_of(decode(CaseQuery, json.loads(text)))
    except (ValueError, RecursionError, UsageError):
        return None
    return wanted if wanted.template else None
