"""The state of the preview: what was read, every case rendered and judged, what was good before.

Everything here runs on one worker thread, so that a slow template never holds up the page.

Which cases are slow, looked at twice: a machine has other things to do as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.rendering.environment import RenderEnvironment, render_environment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.runner import TemplateResult, file_diagnostics, validate_template
from inbox_toolkit.workspace.reload import (
    Contents,
    affected_templates,
    config_error_text,
    read_contents,
    reload_changed,
)

SLOW_MILLISECONDS = 50.0  # of a single case; an ordinary one takes well under one
MAX_RETIMED = 3  # so many cases of a template may have been held up; more are slow


def slow_milliseconds(outcome: Outcome) -> int:
    """Return how long a slow case took, 0 for any other."""
    slow = outcome.milliseconds > SLOW_MILLISECONDS
    return round(outcome.milliseconds) if slow else 0


def retime_slow_cases(judgement: TemplateResult, environment: RenderEnvironment) -> TemplateResult:
    """Return the judgement with its slow cases timed once more, the lesser time counting."""
    slow = [one for one in judgement.outcomes if slow_milliseconds(one)]
    if not slow or len(slow) > MAX_RETIMED:
        return judgement
    again = {id(one): _faster_run(one, environment) for one in slow}
    outcomes = tuple(again.get(id(one), one) for one in judgement.outcomes)
    return replace(judgement, outcomes=outcomes)


def _faster_run(outcome: Outcome, environment: RenderEnvironment) -> Outcome:
    milliseconds = render_case(outcome.case, environment).milliseconds
    return replace(outcome, milliseconds=min(milliseconds, outcome.milliseconds))


Payload = Mapping[str, Any]


class Key(NamedTuple):
    """A case by its names; ``label`` is its template's, with the language of a translation."""

    label: str
    profile: str
    data: str


class ProjectState:
    """The project as last read and judged; ``now`` freezes the clock that templates see.

    Raises ProjectError where there is no project at or above ``root``.
    """

    def __init__(self, root: Path, *, now: datetime | None = None) -> None:
        self._now = now
        self.contents: Contents = read_contents(root)
        self.environment: RenderEnvironment = render_environment(self.contents.project, now=now)
        self.config_error: str | None = None
        self.results: dict[str, TemplateResult] = {}
        self.last_good: dict[Key, Payload] = {}
        self.previous: dict[Key, Payload] = {}
        self.pending: set[str] = set(self.names)
        self._findings: tuple[Fixtures, tuple[Diagnostic, ...]] | None = None

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.contents.project.root

    @property
    def names(self) -> tuple[str, ...]:
        """The templates by name, each once: translations belong to their base."""
        return tuple(dict.fromkeys(one.name for one in self.contents.templates))

    @property
    def fixture_findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the fixtures themselves; asked once for each time they change."""
        contents = self.contents
        if self._findings is None or self._findings[0] is not contents.project.fixtures:
            found = tuple(file_diagnostics(contents.project, contents.settings))
            self._findings = (contents.project.fixtures, found)
        return self._findings[1]

    def family(self, name: str) -> list[Template]:
        """Return a template and its translations, the base first."""
        found = [one for one in self.contents.templates if one.name == name]
        return sorted(found, key=lambda one: one.language or "")

    def reload(self, paths: Iterable[Path], *, allow_retry: bool) -> frozenset[Path]:
        """Read what changed, and note in ``pending`` what has to be judged again.

        A file that has just become unusable, or has gone, may be between two writes of one save.
        A ``allow_retry`` call leaves the contents as they are and returns the paths to try again.
        """
        paths = frozenset(paths)
        try:
            after = reload_changed(self.contents, paths)
        except ProjectError as error:
            if allow_retry:
                return paths
            self.config_error = config_error_text(error)
            return frozenset()
        if allow_retry and self._looks_unfinished(after):
            return paths
        self.config_error = None
        self.pending |= affected_templates(self.contents, after)
        self.contents = after
        self.environment = render_environment(after.project, now=self._now)
        for label in set(self.results) - {one.label for one in after.templates}:
            del self.results[label]
        self.pending &= set(self.names)
        return frozenset()

    def validate(self, name: str) -> None:
        """Render and judge a template with its translations, in every case."""
        family = tuple(self.family(name))
        for template in family:
            project, settings = self.contents.project, self.contents.settings
            judged = validate_template(template, project, self.environment, settings, family)
            judgement = retime_slow_cases(judged, self.environment)
            self.results[template.label] = judgement
            self._remember(judgement)
        self.pending.discard(name)

    def validate_pending(self) -> None:
        """Judge everything that is pending."""
        for name in sorted(self.pending):
            self.validate(name)

    def _looks_unfinished(self, after: Contents) -> bool:
        return bool(after.broken - self.contents.broken or self.contents.files - after.files)

    def _remember(self, judgement: TemplateResult) -> None:
        for outcome in judgement.outcomes:
            if outcome.payload is None:
                continue
            case = outcome.case
            key = Key(case.template.label, case.profile.name, case.data_name)
            old = self.last_good.get(key)
            if old is not None and old != outcome.payload:
                self.previous[key] = old
            self.last_good[key] = outcome.payload
