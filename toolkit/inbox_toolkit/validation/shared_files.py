"""Judge the files that belong to no single template: fixtures, and the project's visual files."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from inbox_toolkit.diagnostics.diagnostic import Crash, Diagnostic, Severity
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.validation.rule import Finding, RuleMeta
from inbox_toolkit.validation.rules import personal_data_in_fixture, unused_fixture, visual_template
from inbox_toolkit.validation.runner import diagnostic
from inbox_toolkit.validation.settings import Settings

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
