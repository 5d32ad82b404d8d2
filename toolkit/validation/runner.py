"""Render every case of a project, ask every rule, and gather what they found by cause."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.diagnostics.diagnostic import Coverage, Diagnostic, Report, Severity, in_order
from toolkit.errors import UsageError
from toolkit.project.fixtures import FileProblem
from toolkit.project.project import Project
from toolkit.rendering.cases import Case, cases_of
from toolkit.rendering.outcome import Outcome
from toolkit.rendering.render import render_case
from toolkit.rendering.world import World
from toolkit.template.template import Template
from toolkit.validation.rule import Finding, RuleMeta, Subject
from toolkit.validation.rules import RULES
from toolkit.validation.settings import Settings

_FIXTURE_RULES = {
    "unreadable": "unreadable-file",
    "json": "json-syntax",
    "schema": "fixture-schema",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One template judged: its outcomes and what was found in it."""

    template: Template
    outcomes: tuple[Outcome, ...]
    diagnostics: tuple[Diagnostic, ...]
    branches: Coverage


def validate(
    project: Project, templates: Iterable[Template], world: World, settings: Settings
) -> Report:
    """Judge templates in all their cases, and the project's fixtures.

    Raises UsageError where there is nothing to judge: that is never a pass.
    """
    judged = [judge(template, project, world, settings) for template in templates]
    found = [one for judgement in judged for one in judgement.diagnostics]
    found += fixture_diagnostics(project, settings)
    report = Report(
        in_order(found),
        templates=len(judged),
        cases=sum(len(one.outcomes) for one in judged),
        branches=Coverage(
            sum(one.branches.total for one in judged), sum(one.branches.reached for one in judged)
        ),
    )
    _refuse_nothing(project, report)
    return report


def judge(template: Template, project: Project, world: World, settings: Settings) -> Judgement:
    """Render a template's cases and ask every rule that is switched on."""
    outcomes = tuple(_outcomes(template, cases_of(template, project.fixtures), world))
    subject = Subject(template, outcomes, project, world.now, (template,))
    found = in_order(_ask(subject, settings))
    return Judgement(template, outcomes, found, _branches(template, outcomes))


def judge_case(
    case: Case, project: Project, world: World, settings: Settings
) -> tuple[Outcome | None, Report]:
    """Judge one case by itself; there is no outcome where the template does not parse."""
    outcomes = tuple(_outcomes(case.template, [case], world))
    subject = Subject(case.template, outcomes, project, world.now, (case.template,))
    found = in_order(_ask(subject, settings))
    branches = _branches(case.template, outcomes)
    return (outcomes[0] if outcomes else None), Report(found, 1, len(outcomes), branches)


def _outcomes(template: Template, cases: Iterable[Case], world: World) -> Iterator[Outcome]:
    """Yield the outcome of each case; none where the template has no body or does not parse."""
    if template.body is None or template.parsed.errors:
        return
    for case in cases:
        yield render_case(case, world)


def fixture_diagnostics(project: Project, settings: Settings) -> Iterator[Diagnostic]:
    """Yield what is wrong with the fixtures themselves."""
    for problem in project.fixtures.problems:
        severity = settings.severity(_FIXTURE_RULES[problem.kind], problem.source.name)
        if severity is not None:
            yield _fixture_diagnostic(problem, severity)


def _fixture_diagnostic(problem: FileProblem, severity: Severity) -> Diagnostic:
    rule = _FIXTURE_RULES[problem.kind]
    return Diagnostic(
        rule, severity, problem.message, problem.source, problem.span, help=problem.help
    )


def _ask(subject: Subject, settings: Settings) -> Iterator[Diagnostic]:
    for rule in RULES:
        severity = settings.severity(rule.META.id, subject.template.file)
        if severity is not None:
            for finding in rule.check(subject, settings.options(rule.META)):
                yield _diagnostic(rule.META, severity, finding)


def _diagnostic(meta: RuleMeta, severity: Severity, finding: Finding) -> Diagnostic:
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


def _branches(template: Template, outcomes: tuple[Outcome, ...]) -> Coverage:
    if not outcomes:
        return Coverage()
    reached = frozenset[int]().union(*(outcome.rendered.arms for outcome in outcomes))
    return Coverage(len(template.program.arms), len(reached))


def _refuse_nothing(project: Project, report: Report) -> None:
    folder = project.config.templates
    if not report.templates:
        raise UsageError(f"there are no templates in {folder}/", help="write one: inbox new NAME")
    if not report.cases and not report.diagnostics:
        raise UsageError(
            f"there are no cases: {project.config.fixtures}/profiles/ has no profile",
            help="add a profile such as fixtures/profiles/ada.json",
        )
