"""What the preview knows: the project as last read, and outcome and findings of every case.

Everything here runs on one worker thread, so that a slow template never holds up the page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import CONFIG_NAME, PYPROJECT, error_place
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Settings
from inbox_toolkit.validation.runner import (
    TemplateResult,
    validate_fixtures,
    validate_project_files,
    validate_template,
)
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.reload import affected_templates, reload_changed
from inbox_toolkit.workspace.workspace import Workspace, open_workspace

SLOW_MILLISECONDS = 50.0  # of a single case; an ordinary one takes well under one
MAX_RETIMED = 3  # so many cases of a template may have been held up; more are slow
MAX_TRACED = 64  # outcomes kept with their trace; a page looks at one

Payload = Mapping[str, Any]


WhatIf = tuple[tuple[str, ...], tuple[str, ...]]
"""Values that a case is given, ``path=value``, and paths made absent."""


class Key(NamedTuple):
    """A case by its names; ``label`` is its template's, with the language of a translation."""

    label: str
    profile: str
    data: str


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Why a configuration cannot be used, and where in its file that is."""

    message: str
    help: str = ""
    place: tuple[Source, Span] | None = None

    @property
    def text(self) -> str:
        """What is wrong as one line."""
        return f"{self.message}: {self.help}" if self.help else self.message


class ProjectState:
    """The project as last read, and all that is known of its cases.

    ``now`` freezes the clock that templates see. Raises ProjectError where there is no usable
    project at or above ``root``. ``config_problem`` says why the configuration of today cannot be
    used; the last good one stays in force meanwhile. ``failing`` holds by template label the labels
    of cases that are not delivered or have an error. ``has_crashed`` tells that the problem is a
    mistake of ours, which is forgotten with the next change.
    """

    def __init__(self, root: Path, *, now: datetime | None = None) -> None:
        self.workspace: Workspace = open_workspace(root, now=now)
        self.settings: Settings = settings_of(self.workspace.config)
        self.config_problem: ConfigProblem | None = None
        self.has_crashed = False
        self.failing: dict[str, frozenset[str]] = {}
        self.results: dict[str, TemplateResult] = {}
        self.last_good: dict[Key, Payload] = {}
        self.previous: dict[Key, Payload] = {}
        self.pending: set[str] = set(self.names)
        self._traced: dict[tuple[Key, WhatIf], Outcome] = {}
        self._findings: tuple[Fixtures, tuple[Diagnostic, ...]] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The templates by name, each once: translations belong to their base."""
        return tuple(dict.fromkeys(one.name for one in self.workspace.templates))

    @property
    def fixture_findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the fixtures themselves; looked for once each time they change."""
        project = self.workspace.project
        if self._findings is None or self._findings[0] is not project.fixtures:
            templates = {one.template for one in project.template_files}
            fixtures = validate_fixtures(project.fixtures, self.settings, templates=templates)
            files = validate_project_files(project, self.settings, used_ignores=None)
            found = (*fixtures.diagnostics, *files.diagnostics)
            self._findings = (project.fixtures, found)
        return self._findings[1]

    def reload(self, paths: Iterable[Path], *, allow_retry: bool) -> frozenset[Path]:
        """Read what changed, and note in ``pending`` what has to be validated again.

        A file that has just become unusable, or has gone, may be between two writes of one save:
        with ``allow_retry`` the workspace stays as it is, and the paths to try again are returned.
        """
        paths = frozenset(paths)
        try:
            after = reload_changed(self.workspace, paths)
            settings = settings_of(after.config)
        except ProjectError as error:
            if allow_retry:
                return paths
            place = error_place(self.workspace.config, error)
            self.config_problem = ConfigProblem(error.message, error.help or "", place)
            others = frozenset(path for path in paths if not self._is_config(path))
            return self.reload(others, allow_retry=False) if others < paths else frozenset()
        if allow_retry and self._looks_unfinished(after):
            return paths
        if after.config is not self.workspace.config or self.has_crashed:
            self.config_problem, self.has_crashed = None, False
        self.pending |= affected_templates(self.workspace, after)
        self.workspace, self.settings = after, settings
        self._traced.clear()
        for label in set(self.results) - {one.label for one in after.templates}:
            del self.results[label]
            del self.failing[label]
        self.pending &= set(self.names)
        return frozenset()

    def template(self, label: str) -> Template | None:
        """Return a template or a translation by its label."""
        return next((one for one in self.workspace.templates if one.label == label), None)

    def outcome(self, case: Case, what_if: WhatIf = ((), ())) -> Outcome:
        """Return what a case on screen becomes, with its trace; it is rendered once a reload.

        ``what_if`` is what the case was given beside its fixtures.
        """
        name = (_key(case), what_if)
        if name not in self._traced:
            if len(self._traced) >= MAX_TRACED:
                self._traced.clear()
            self._traced[name] = render_case(case, self.workspace.environment, trace=True)
        return self._traced[name]

    def validate(self, name: str) -> None:
        """Render and check a template with its translations, in every case."""
        project, environment = self.workspace.project, self.workspace.environment
        family = self.workspace.family(name)
        for template in family:
            known = {
                one.case.label: one
                for (key, what_if), one in self._traced.items()
                if key.label == template.label and what_if == ((), ())
            }
            result = validate_template(
                template, project, environment, self.settings, family, known=known
            )
            self.results[template.label] = retime_slow_cases(result, environment)
            self.failing[template.label] = frozenset(_failing(result))
            self._remember(result)
        self.pending.discard(name)

    def validate_pending(self) -> None:
        """Validate everything that is pending."""
        for name in sorted(self.pending):
            self.validate(name)

    def _is_config(self, path: Path) -> bool:
        return path.parent == self.workspace.root and path.name in (CONFIG_NAME, PYPROJECT)

    def _looks_unfinished(self, after: Workspace) -> bool:
        before = self.workspace
        if before.config.file is not None and after.config.file is None:
            return True
        return bool(after.broken_files - before.broken_files or before.files - after.files)

    def _remember(self, result: TemplateResult) -> None:
        for outcome in result.outcomes:
            if outcome.payload is None:
                continue
            key = _key(outcome.case)
            old = self.last_good.get(key)
            if old is not None and old != outcome.payload:
                self.previous[key] = old
            self.last_good[key] = outcome.payload


def _failing(result: TemplateResult) -> Iterator[str]:
    """Yield the labels of the cases that are not delivered or have an error."""
    for one in result.diagnostics:
        if one.severity is Severity.ERROR:
            yield from one.cases
    yield from (one.case.label for one in result.outcomes if one.payload is None)


def slow_milliseconds(outcome: Outcome) -> int:
    """Return how long a slow case took, 0 for any other."""
    slow = outcome.milliseconds > SLOW_MILLISECONDS
    return round(outcome.milliseconds) if slow else 0


def retime_slow_cases(result: TemplateResult, environment: RenderEnvironment) -> TemplateResult:
    """Return the result with its slow cases timed once more, the lesser time counting.

    A machine has other things to do as well, and a trace takes time.
    """
    slow = [one for one in result.outcomes if slow_milliseconds(one)]
    if not slow or len(slow) > MAX_RETIMED:
        return result
    again = {id(one): _faster_run(one, environment) for one in slow}
    outcomes = tuple(again.get(id(one), one) for one in result.outcomes)
    return replace(result, outcomes=outcomes)


def _faster_run(outcome: Outcome, environment: RenderEnvironment) -> Outcome:
    milliseconds = render_case(outcome.case, environment).milliseconds
    return replace(outcome, milliseconds=min(milliseconds, outcome.milliseconds))


def _key(case: Case) -> Key:
    return Key(case.template.label, case.profile.name, case.data_name)
