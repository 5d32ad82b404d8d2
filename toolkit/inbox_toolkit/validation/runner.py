"""Judge one template: render its cases, ask every rule, and keep what is not ignored.

Judge the files that belong to no single template: fixtures, and the project's visual files.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from inbox_toolkit.diagnostics.diagnostic import (
    Coverage,
    Crash,
    Diagnostic,
    Report,
    Severity,
    TemplateSummary,
    sort_diagnostics,
)
from inbox_toolkit.errors import LiquidError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.cases import Case, cases_of
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_cases
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta
from inbox_toolkit.validation.rules import (
    RULES,
    personal_data_in_fixture,
    render_failure,
    unused_fixture,
    unused_suppression,
    visual_template,
)
from inbox_toolkit.validation.settings import Settings
from inbox_toolkit.validation.suppressions import apply_suppressions

_KNOWN = tuple(rule.META.id for rule in RULES)

Ignored = frozenset[tuple[str, str]]
"""The (file pattern, rule) pairs of the configuration that a finding was left out for."""


@dataclass(frozen=True, slots=True)
class TemplateResult:
    """One template judged: its outcomes, what was found in it, and which rules failed on it."""

    template: Template
    outcomes: tuple[Outcome, ...]
    diagnostics: tuple[Diagnostic, ...]
    branches: Coverage
    crashes: tuple[Crash, ...] = ()
    ignored: Ignored = frozenset()

    @property
    def reads_clock(self) -> bool:
        """Tell whether a case printed the time, so that it may differ in a later run."""
        return any(one.rendered.used_clock for one in self.outcomes)


def validate_template(
    template: Template,
    project: Project,
    environment: RenderEnvironment,
    settings: Settings,
    family: tuple[Template, ...] = (),
    *,
    known: Mapping[str, Outcome] = MappingProxyType({}),
) -> TemplateResult:
    """Render a template's cases and ask every rule that is switched on.

    ``family`` holds the template and its translations; a template without any is its own.
    ``known`` are outcomes, by the labels of their cases, that need not be rendered again.
    """
    session = _Session(template, project, environment, settings, family or (template,))
    session.ask(cases_of(template, project.fixtures), whole=True, known=known)
    return session.result(whole=True)


def validate_case(
    case: Case, project: Project, environment: RenderEnvironment, settings: Settings
) -> tuple[Outcome | None, Report]:
    """Judge one case by itself; there is no outcome where the template does not parse.

    A comment that ignores nothing is not reported: it may be there for another case. Nor are
    contracts: what is wrong with one, or with another fixture, is no matter of this case.
    """
    session = _Session(case.template, project, environment, settings, (case.template,))
    session.ask([case], whole=False)
    judged = session.result(whole=False)
    verdict = TemplateSummary(case.template.label, case.template.file, len(judged.outcomes))
    report = Report(
        judged.diagnostics,
        1,
        len(judged.outcomes),
        judged.branches,
        (verdict,),
        crashes=judged.crashes,
    )
    return (judged.outcomes[0] if judged.outcomes else None), report


def diagnostic(meta: RuleMeta, severity: Severity, finding: Finding) -> Diagnostic:
    """Return what a rule found as a diagnostic."""
    return Diagnostic(
        rule=meta.id,
        severity=severity,
        message=finding.message,
        source=finding.place.source,
        span=finding.place.span,
        cases=finding.cases,
        label=finding.label,
        notes=finding.notes,
        help=finding.help,
        fix=finding.fix,
    )


class _Session:
    """One template being judged: what has been rendered, found, ignored and has crashed so far."""

    def __init__(
        self,
        template: Template,
        project: Project,
        environment: RenderEnvironment,
        settings: Settings,
        family: tuple[Template, ...],
    ) -> None:
        self.template = template
        self.project = project
        self.environment = environment
        self.settings = settings
        self.family = family
        self.outcomes: list[Outcome] = []
        self.found: list[Diagnostic] = []
        self.crashes: list[Crash] = []
        self.ignored: set[tuple[str, str]] = set()

    def ask(
        self,
        cases: Iterable[Case],
        *,
        whole: bool,
        known: Mapping[str, Outcome] = MappingProxyType({}),
    ) -> None:
        """Render the cases, then ask each rule by itself: one that crashes stops no other."""
        self._guard("rendering", lambda: self._render(cases, known))
        context = RuleContext(
            self.template,
            tuple(self.outcomes),
            self.project,
            self.environment.now,
            self.family,
            is_whole=whole,
        )
        for rule in RULES:
            meta = rule.META
            if meta.id in self.settings.severities:
                options = self.settings.options(meta)
                check = rule.check
                self._guard(meta.id, lambda: self._note(meta, check(context, options)))  # noqa: B023 - called at once

    def result(self, *, whole: bool) -> TemplateResult:
        """Return what came of it; ``whole`` tells that every case was rendered."""
        sifted = apply_suppressions(self.found, self.template, _KNOWN)
        self.found = list(sifted.kept)
        if whole and unused_suppression.META.id in self.settings.severities:
            self._note(unused_suppression.META, sifted.misuses)
        return TemplateResult(
            self.template,
            tuple(self.outcomes),
            sort_diagnostics(self.found),
            self._branches(),
            tuple(self.crashes),
            frozenset(self.ignored),
        )

    def _render(self, cases: Iterable[Case], known: Mapping[str, Outcome]) -> None:
        """Render each case; none where the template has no body or does not parse."""
        if self.template.body is None or self.template.parsed.errors:
            return
        try:
            self.outcomes.extend(render_cases(cases, self.environment, known))
        except LiquidError as error:  # the template is too large to be compiled
            place = self.template.locate(error.span)
            finding = Finding(place, error.message, help=error.help or "")
            self._note(render_failure.META, [finding])

    def _note(self, meta: RuleMeta, findings: Iterable[Finding]) -> None:
        severity = self.settings.severities.get(meta.id)
        for finding in findings:
            pattern = self.settings.ignoring(meta.id, finding.place.source.name)
            if severity is None:
                continue
            if pattern is None:
                self.found.append(diagnostic(meta, severity, finding))
            else:
                self.ignored.add((pattern, meta.id))

    def _guard(self, what: str, work: Callable[[], None]) -> None:
        """Do some work; a mistake of ours in it is noted, and everything else goes on."""
        try:
            work()
        except Exception:  # noqa: BLE001 - the door names it and exits 70
            self.crashes.append(Crash(what, self.template.file, traceback.format_exc()))

    def _branches(self) -> Coverage:
        if not self.outcomes:
            return Coverage()
        reached = frozenset[int]().union(*(one.rendered.taken_branches for one in self.outcomes))
        return Coverage(len(self.template.program.branches), len(reached))


_FIXTURE_RULES = {
    "unreadable": "unreadable-file",
    "json": "json-syntax",
    "schema": "fixture-schema",
}

Asked = tuple[RuleMeta, str, Callable[[], Iterator[Finding]]]
"""A rule, the file or folder it is about, and how to ask it."""


def file_diagnostics(
    project: Project,
    settings: Settings,
    *,
    only: Iterable[Fixture] | None = None,
    ignored: set[tuple[str, str]] | None = None,
    crashes: list[Crash] | None = None,
) -> Iterator[Diagnostic]:
    """Yield what is wrong with these files; with ``only`` some fixtures, no more than those.

    What the configuration leaves out is noted in ``ignored``, and a rule that fails by a mistake
    of ours in ``crashes``: without that list the mistake is raised.
    """
    noted = set() if ignored is None else ignored
    for meta, file, ask in _questions(project, settings, only):
        for finding in _answers(meta, file, ask, crashes):
            severity = _severity(settings, meta.id, finding.place.source.name, noted)
            if severity is not None:
                yield diagnostic(meta, severity, finding)
    for problem in project.fixtures.problems:
        rule = _FIXTURE_RULES[problem.kind]
        severity = _severity(settings, rule, problem.source.name, noted)
        if severity is not None:
            yield Diagnostic(
                rule, severity, problem.message, problem.source, problem.span, help=problem.help
            )


def _questions(
    project: Project, settings: Settings, only: Iterable[Fixture] | None
) -> Iterator[Asked]:
    meta = unused_fixture.META
    ask = partial(unused_fixture.check_project, project, settings.options(meta))
    yield meta, f"{project.config.fixtures}/", ask
    meta = personal_data_in_fixture.META
    if meta.id in settings.severities:
        for fixture in project.fixtures.every() if only is None else only:
            check = personal_data_in_fixture.check_fixture
            yield meta, fixture.file, partial(check, fixture, settings.options(meta))
    if only is None:
        meta = visual_template.META
        ask = partial(visual_template.check_project, project, settings.options(meta))
        yield meta, project.config.visual.templates or "", ask


def _answers(
    meta: RuleMeta, file: str, ask: Callable[[], Iterator[Finding]], crashes: list[Crash] | None
) -> list[Finding]:
    try:
        return list(ask())
    except Exception:
        if crashes is None:
            raise
        crashes.append(Crash(meta.id, file, traceback.format_exc()))
        return []


def _severity(
    settings: Settings, rule: str, file: str, noted: set[tuple[str, str]]
) -> Severity | None:
    pattern = settings.ignoring(rule, file)
    if pattern is not None:
        noted.add((pattern, rule))
    return settings.severity(rule, file)
