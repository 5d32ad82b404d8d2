"""A finding as the page shows it: in its own file, with the cases it was seen in and its fix."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.places import excerpt, place_view
from inbox_toolkit.preview.wire import CaseRef, FindingView, FixOffer, Verdict
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.template.template import Location, Template

MAX_CASES = 30  # of a finding that are named; the others are counted


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """Count the diagnostics of one severity."""
    return sum(one.severity is severity for one in diagnostics)


def worst(diagnostics: Iterable[Diagnostic]) -> Verdict:
    """Return the worst severity as a word, ``clean`` where there is none."""
    severity = min((one.severity for one in diagnostics), key=lambda one: one.rank, default=None)
    return severity.value if severity else "clean"


def diagnostics(state: ProjectState, label: str) -> tuple[Diagnostic, ...]:
    """Return what was found in one template, nothing where it is not validated yet."""
    result = state.results.get(label)
    return result.diagnostics if result else ()


def case_ref(case: Case) -> CaseRef:
    """Return the names that choose a case."""
    data = case.data.name if case.data else ""
    return CaseRef(case.profile.name, data, case.template.language or "")


def case_refs(state: ProjectState, label: str) -> dict[str, CaseRef]:
    """Return every case of one template that was rendered, by the label that reports use."""
    result = state.results.get(label)
    return {one.case.label: case_ref(one.case) for one in result.outcomes} if result else {}


def template_findings(state: ProjectState, template: Template) -> list[FindingView]:
    """Return what was found in one template or translation."""
    found = diagnostics(state, template.label)
    refs = case_refs(state, template.label) if any(one.cases for one in found) else {}
    return [finding_view(one, template.name, refs) for one in found]


def fixture_findings(state: ProjectState) -> list[FindingView]:
    """Return what is wrong with fixtures and other files, each with the template it belongs to."""
    base = f"{state.workspace.config.fixtures}/message_data/"
    names = frozenset(state.names)
    return [finding_view(one, _owner(one.file, base, names), {}) for one in state.fixture_findings]


def _owner(file: str, base: str, names: frozenset[str]) -> str:
    name = file.removeprefix(base).rpartition("/")[0] if file.startswith(base) else ""
    return name if name in names else ""


def finding_view(one: Diagnostic, template: str, refs: Mapping[str, CaseRef]) -> FindingView:
    """Return a diagnostic of a template; ``refs`` are the template's cases by their labels."""
    location = Location(one.source, one.span)
    cases = tuple(refs[label] for label in one.cases[:MAX_CASES] if label in refs)
    return FindingView(
        rule=one.rule,
        severity=one.severity.value,
        message=one.message,
        label=one.label,
        notes=one.notes,
        help=one.help,
        template=template,
        place=place_view(location),
        excerpt=excerpt(location),
        cases=cases,
        case_count=len(one.cases),
        fix=fix_offer(one),
    )


def fix_offer(one: Diagnostic) -> FixOffer | None:
    """Return the fix of a finding, if it is one that may be applied without review."""
    if one.fix is None or not one.fix.safe:
        return None
    return FixOffer(fix_id(one), one.fix.description)


def fix_id(one: Diagnostic) -> str:
    """Return what names a fix as long as its file is what it is."""
    facts = (one.rule, one.file, str(one.span.start), str(one.span.end), one.source.text)
    return sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
