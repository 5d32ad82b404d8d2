"""Every template's row, the fixtures to choose from, and what is wrong with the project."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.findings import (
    case_ref,
    count,
    diagnostics,
    fixture_findings,
    template_findings,
    worst,
)
from inbox_toolkit.preview.views.places import excerpt, place_view
from inbox_toolkit.preview.wire import (
    CapabilitiesView,
    Capability,
    CaseRef,
    ConfigurationProblem,
    FixtureEntry,
    LanguageRow,
    Overview,
    ProjectView,
    SendCapability,
    Summary,
    TemplateRow,
    Verdict,
)
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.validation.visual.templates import is_visual
from inbox_toolkit.web.message_frames import frames_view
from inbox_toolkit.workspace.workspace import is_broken

LONGEST_LABEL = 60  # characters


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this run of the preview can do beside showing.

    ``read_only`` says why it changes nothing, if it does not. ``renderer`` tells whether the
    vendor's renderer was installed.
    """

    read_only: str = ""
    language_server: str | None = None
    renderer: bool = False
    send: SendCapability = field(default_factory=SendCapability)

    def view(self) -> CapabilitiesView:
        """Return them as the page gets them."""
        write = Capability(not self.read_only, self.read_only)
        return CapabilitiesView(write, write, self.language_server, self.send)


def overview(state: ProjectState, epoch: int, capabilities: Capabilities) -> Overview:
    """Return all there is to know before a case is chosen."""
    rows = tuple(row(state, name) for name in state.names)
    return Overview(epoch, rows, project_view(state, capabilities))


def project_view(state: ProjectState, capabilities: Capabilities) -> ProjectView:
    """Return what there is to know of the project beside its templates."""
    return ProjectView(
        name=state.workspace.root.name,
        now=state.workspace.environment.now.isoformat(),
        profiles=tuple(
            FixtureEntry(one.name, profile_label(one), one.file)
            for one in state.workspace.project.fixtures.profiles
        ),
        problems=tuple(fixture_findings(state)),
        summary=summary(state),
        configuration=configuration_problem(state),
        capabilities=capabilities.view(),
        frames=frames_view(state.workspace.config, renderer=capabilities.renderer),
    )


def profile_label(profile: Fixture) -> str:
    """Return what people call a profile: the person's name, else the file's."""
    data = profile.data
    names = [data.get("first_name"), data.get("last_name")]
    words = [one.strip() for one in names if isinstance(one, str) and one.strip()]
    if not words and isinstance(name := data.get("name"), str):
        words = [name.strip()]
    label = " ".join(words)
    return label[:LONGEST_LABEL] or profile.name


def row(state: ProjectState, name: str) -> TemplateRow:
    """Return one template's line: its verdict and all that was found in it."""
    family = state.workspace.family(name)
    base = family[0]
    found = [one for each in family for one in diagnostics(state, each.label)]
    failing = tuple(ref for each in family for ref in failing_cases(state, each.label))
    return TemplateRow(
        name=name,
        title=base.envelope.name or name,
        group=_group(base),
        file=base.file,
        type=base.envelope.type,
        topics=base.envelope.topics,
        is_visual=is_visual(base),
        languages=tuple(_language_row(state, each) for each in family if each.language),
        verdict=_verdict(state, base, found),
        errors=count(found, Severity.ERROR),
        warnings=count(found, Severity.WARNING),
        cases=sum(_case_count(state, each.label) for each in family),
        failing=failing,
        first_failing=failing[0] if failing else None,
        data=tuple(
            FixtureEntry(one.name, one.name, one.file)
            for one in state.workspace.project.fixtures.message_data.get(name, ())
        ),
        findings=tuple(one for each in family for one in template_findings(state, each)),
    )


def _group(template: Template) -> str:
    """Return the folder of a template, else its first topic."""
    folder = template.name.rpartition("/")[0]
    return folder or next(iter(template.envelope.topics), "")


def _language_row(state: ProjectState, template: Template) -> LanguageRow:
    found = diagnostics(state, template.label)
    return LanguageRow(
        template.language or "",
        template.file,
        _verdict(state, template, found),
        count(found, Severity.ERROR),
        count(found, Severity.WARNING),
        _case_count(state, template.label),
        failing_cases(state, template.label),
    )


def failing_cases(state: ProjectState, label: str) -> tuple[CaseRef, ...]:
    """Return the cases of one template that are not delivered, or that have an error."""
    result = state.results.get(label)
    failing = state.failing.get(label)
    if result is None or not failing:
        return ()
    return tuple(case_ref(one.case) for one in result.outcomes if one.case.label in failing)


def _case_count(state: ProjectState, label: str) -> int:
    result = state.results.get(label)
    return len(result.outcomes) if result else 0


def _verdict(state: ProjectState, template: Template, found: Iterable[Diagnostic]) -> Verdict:
    """Say ``waiting`` of what has no case yet: nothing proves it, so it is not clean."""
    if is_broken(template):
        return "broken"
    verdict = worst(found)
    return verdict if verdict != "clean" or _case_count(state, template.label) else "waiting"


def summary(state: ProjectState) -> Summary:
    """Count templates, cases, errors and warnings of the whole project."""
    results = state.results.values()
    severities: dict[Severity, int] = dict.fromkeys(Severity, 0)
    for found in (*(one.diagnostics for one in results), state.fixture_findings):
        for one in found:
            severities[one.severity] += 1
    return Summary(
        templates=len(state.names),
        cases=sum(len(one.outcomes) for one in results),
        failing=sum(map(len, state.failing.values())),
        errors=severities[Severity.ERROR] + (state.config_problem is not None),
        warnings=severities[Severity.WARNING],
    )


def configuration_problem(state: ProjectState) -> ConfigurationProblem | None:
    """Return why the configuration of today is not in force."""
    problem = state.config_problem
    if problem is None:
        return None
    place = problem.place
    return ConfigurationProblem(
        problem.message,
        problem.help,
        place_view(Location(*place)) if place else None,
        excerpt(Location(*place)) if place else (),
        kept=True,
    )
