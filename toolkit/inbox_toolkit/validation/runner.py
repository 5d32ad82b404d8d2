"""Run the rules: give each its context, its severity, suppression and crash handling.

There is one runner for all scopes (see ``rule``); the functions here say what is run over what.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
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
from inbox_toolkit.project.fixtures import FileProblem, Fixture, Fixtures
from inbox_toolkit.project.project import Project
from inbox_toolkit.rendering.cases import Case, cases_of
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_cases
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.rule import (
    Finding,
    FixtureContext,
    FixtureRule,
    IgnoreEntry,
    ProjectContext,
    ProjectRule,
    RevisionContext,
    RevisionRule,
    RuleMeta,
    Settings,
    TemplateContext,
    TemplateRule,
)
from inbox_toolkit.validation.rules import (
    RULES,
    json_syntax,
    liquid_syntax,
    render_failure,
    unreadable_file,
)
from inbox_toolkit.validation.suppressions import suppressions_in

_TEMPLATE_RULES = [one for one in RULES if isinstance(one, TemplateRule) and not one.META.runs_last]
_LAST_RULES = [one for one in RULES if isinstance(one, TemplateRule) and one.META.runs_last]
_SYNTAX_RULES = (unreadable_file, json_syntax, liquid_syntax)
_FIXTURE_RULES = [one for one in RULES if isinstance(one, FixtureRule)]
_PROJECT_RULES = sorted(
    (one for one in RULES if isinstance(one, ProjectRule)), key=lambda one: one.META.runs_last
)
_REVISION_RULES = [one for one in RULES if isinstance(one, RevisionRule)]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What a run of rules found, what the configuration left out, and which rules crashed.

    ``suppressed`` are the rules of which a comment in a template suppressed a finding.
    """

    diagnostics: tuple[Diagnostic, ...]
    ignored: frozenset[IgnoreEntry] = frozenset()
    crashes: tuple[Crash, ...] = ()
    suppressed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TemplateResult:
    """One template validated: its outcomes, what was found in it, and which rules crashed."""

    template: Template
    outcomes: tuple[Outcome, ...]
    diagnostics: tuple[Diagnostic, ...]
    branches: Coverage
    crashes: tuple[Crash, ...] = ()
    ignored: frozenset[IgnoreEntry] = frozenset()
    suppressed: frozenset[str] = frozenset()

    @property
    def reads_clock(self) -> bool:
        """Return True if a case printed the time, so that it may differ in a later run."""
        return any(one.rendered.used_clock for one in self.outcomes)


def validate_template(
    template: Template,
    project: Project,
    environment: RenderEnvironment,
    settings: Settings,
    family: tuple[Template, ...] = (),
    *,
    known: Mapping[str, Outcome] = MappingProxyType({}),
    checkpoint: Callable[[], None] = lambda: None,
) -> TemplateResult:
    """Render a template's cases and run every enabled rule of template scope.

    ``family`` holds the template and its translations; by default the template alone. ``known``
    are outcomes, by the labels of their cases, that need not be rendered again. ``checkpoint`` is
    called before each case and each rule; a BaseException that it raises ends the validation.
    """
    cases = cases_of(template, project.fixtures)
    context = TemplateContext(
        settings, template, (), project, environment.now, family or (template,)
    )
    return _run_template_rules(context, cases, environment, known, checkpoint)


def validate_syntax(
    template: Template, project: Project, settings: Settings, now: datetime
) -> tuple[Diagnostic, ...]:
    """Run the rules about a template's syntax alone, which need no case."""
    run = _RuleRun(settings)
    context = TemplateContext(settings, template, (), project, now, (template,), is_complete=False)
    for rule in _SYNTAX_RULES:
        run.ask(rule.META, template.file, partial(rule.check_template, context))
    run.suppress(template)
    return run.result().diagnostics


def validate_case(
    case: Case, project: Project, environment: RenderEnvironment, settings: Settings
) -> tuple[Outcome | None, Report]:
    """Validate a single case; the outcome is None if the template does not parse.

    Nothing is said of suppressions that suppress nothing, which may be there for another case, nor
    of contracts.
    """
    template = case.template
    context = TemplateContext(
        settings, template, (), project, environment.now, (template,), is_complete=False
    )
    result = _run_template_rules(context, [case], environment)
    rendered = len(result.outcomes)
    report = Report(
        result.diagnostics,
        templates=1,
        cases=rendered,
        branches=result.branches,
        summaries=(TemplateSummary(template.label, template.file, rendered),),
        crashes=result.crashes,
    )
    return (result.outcomes[0] if result.outcomes else None), report


def validate_outcomes(
    template: Template,
    outcomes: tuple[Outcome, ...],
    project: Project,
    environment: RenderEnvironment,
    settings: Settings,
) -> RuleResult:
    """Run every enabled rule of template scope over cases that were rendered elsewhere.

    As in ``validate_case``, nothing is said of contracts and unused suppressions.
    """
    run = _RuleRun(settings)
    context = TemplateContext(
        settings, template, outcomes, project, environment.now, (template,), is_complete=False
    )
    _ask_template_rules(run, context)
    return run.result()


def validate_fixtures(
    fixtures: Fixtures, settings: Settings, *, templates: Iterable[str]
) -> RuleResult:
    """Run every enabled rule of fixture scope over each fixture file, usable or not.

    ``templates`` are the names of the project's templates.
    """
    run = _RuleRun(settings)
    for context in _fixture_contexts(fixtures, settings, frozenset(templates)):
        for rule in _FIXTURE_RULES:
            run.ask(rule.META, context.source.name, partial(rule.check_fixture, context))
    return run.result()


def validate_project_files(
    project: Project, settings: Settings, *, used_ignores: frozenset[IgnoreEntry] | None
) -> RuleResult:
    """Run every enabled rule of project scope."""
    run = _RuleRun(settings)
    for rule in _PROJECT_RULES:
        if rule.META.runs_last and used_ignores is not None:
            used_ignores = used_ignores | run.ignored
        context = ProjectContext(settings, project, used_ignores)
        run.ask(rule.META, _config_name(project), partial(rule.check_project, context))
    return run.result()


def compare_revision(contexts: Iterable[RevisionContext], settings: Settings) -> RuleResult:
    """Run every enabled rule of revision scope over pairs of contracts."""
    run = _RuleRun(settings)
    for context in contexts:
        for rule in _REVISION_RULES:
            run.ask(rule.META, context.template.file, partial(rule.check_revision, context))
        run.suppress(context.template)
    return run.result()


class _RuleRun:
    """Asks one rule after the other; collects findings, used ignore entries, and crashes."""

    def __init__(self, settings: Settings, checkpoint: Callable[[], None] = lambda: None) -> None:
        self.settings = settings
        self.checkpoint = checkpoint
        self.found: list[Diagnostic] = []
        self.crashes: list[Crash] = []
        self.ignored: set[IgnoreEntry] = set()
        self.suppressed: set[str] = set()

    def ask(self, meta: RuleMeta, file: str, check: Callable[[], Iterable[Finding]]) -> None:
        """Run one rule if it is enabled; a crash is recorded against ``file``."""
        severity = self.settings.severities.get(meta.id)
        if severity is None:
            return
        self.checkpoint()
        try:
            for finding in check():
                pattern = self.settings.ignoring(meta.id, finding.location.source.name)
                if pattern is None:
                    self.found.append(_diagnostic(meta, severity, finding))
                else:
                    self.ignored.add((pattern, meta.id))
        except Exception:  # noqa: BLE001 - a bug of ours: the command names it and exits 70
            self.note_crash(meta.id, file)

    def note_crash(self, what: str, file: str) -> None:
        """Record the exception being handled, so that everything else still runs."""
        self.crashes.append(Crash(what, file, traceback.format_exc()))

    def suppress(self, template: Template) -> None:
        """Drop what the comments in a template suppress."""
        comments = suppressions_in(template)
        kept = []
        for one in self.found:
            if any(comment.covers(one) for comment in comments):
                self.suppressed.add(one.rule)
            else:
                kept.append(one)
        self.found = kept

    def result(self) -> RuleResult:
        """Return what the run came to."""
        return RuleResult(
            sort_diagnostics(self.found),
            frozenset(self.ignored),
            tuple(self.crashes),
            frozenset(self.suppressed),
        )


def _run_template_rules(
    context: TemplateContext,
    cases: Iterable[Case],
    environment: RenderEnvironment,
    known: Mapping[str, Outcome] = MappingProxyType({}),
    checkpoint: Callable[[], None] = lambda: None,
) -> TemplateResult:
    template = context.template
    run = _RuleRun(context.settings, checkpoint)
    context = replace(context, outcomes=_render(run, template, cases, environment, known))
    _ask_template_rules(run, context)
    result = run.result()
    return TemplateResult(
        template,
        context.outcomes,
        result.diagnostics,
        _coverage(context),
        result.crashes,
        result.ignored,
        result.suppressed,
    )


def _ask_template_rules(run: _RuleRun, context: TemplateContext) -> None:
    template = context.template
    for rule in _TEMPLATE_RULES:
        run.ask(rule.META, template.file, partial(rule.check_template, context))
    everything = replace(context, findings=tuple(run.found))
    run.suppress(template)
    for rule in _LAST_RULES:
        run.ask(rule.META, template.file, partial(rule.check_template, everything))


def _render(
    run: _RuleRun,
    template: Template,
    cases: Iterable[Case],
    environment: RenderEnvironment,
    known: Mapping[str, Outcome],
) -> tuple[Outcome, ...]:
    """Render each case; none if the template has no body or does not parse."""
    try:
        if template.body is None or template.parsed.errors:
            return ()
        return tuple(render_cases(_checked(cases, run.checkpoint), environment, known))
    except LiquidError as error:  # the template is too large to be compiled
        finding = Finding(template.locate(error.span), error.message, help=error.help or "")
        run.ask(render_failure.META, template.file, lambda: [finding])
    except Exception:  # noqa: BLE001 - as in ask
        run.note_crash("rendering", template.file)
    return ()


def _checked(cases: Iterable[Case], checkpoint: Callable[[], None]) -> Iterator[Case]:
    for case in cases:
        checkpoint()
        yield case


def _coverage(context: TemplateContext) -> Coverage:
    if not context.outcomes:
        return Coverage()
    return Coverage(len(context.template.program.branches), len(context.taken_branches))


def _fixture_contexts(
    fixtures: Fixtures, settings: Settings, templates: frozenset[str]
) -> Iterator[FixtureContext]:
    """Yield each fixture file once, the unusable ones last."""

    def context(one: Fixture, template: str | None = None) -> FixtureContext:
        return FixtureContext(settings, one.source, one, (), template, templates)

    for profile in fixtures.profiles:
        yield context(profile)
    for template, group in fixtures.message_data.items():
        for one in group:
            yield context(one, template)
    for shared in (fixtures.snippets, fixtures.objects):
        if shared is not None:
            yield context(shared)
    unusable: dict[Source, list[FileProblem]] = {}
    for problem in fixtures.problems:
        unusable.setdefault(problem.source, []).append(problem)
    for source, problems in unusable.items():
        yield FixtureContext(settings, source, None, tuple(problems), None, templates)


def _config_name(project: Project) -> str:
    file = project.config.file
    return file.name if file is not None else ""


def _diagnostic(meta: RuleMeta, severity: Severity, finding: Finding) -> Diagnostic:
    return Diagnostic(
        rule=meta.id,
        severity=severity,
        message=finding.message,
        source=finding.location.source,
        span=finding.location.span,
        cases=finding.cases,
        label=finding.label,
        notes=finding.notes,
        help=finding.help,
        fix=finding.fix,
    )
