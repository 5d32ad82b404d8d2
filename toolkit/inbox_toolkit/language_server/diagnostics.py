"""Findings as the protocol has them: those of ``inbox validate``, with related places."""

from collections.abc import Iterable

from lsprotocol.types import Diagnostic as LspDiagnostic
from lsprotocol.types import (
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.text.span import Span

SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
_FADED = frozenset({"unused-assign", "unused-suppression", "unused-fixture"})
SOURCE = "inbox"


def diagnostics_of(document: Document, found: Iterable[Diagnostic]) -> list[LspDiagnostic]:
    """Return what was found in a document's own text."""
    return [_diagnostic(document, one) for one in found if one.file == document.name]


def _diagnostic(document: Document, one: Diagnostic) -> LspDiagnostic:
    lines = [one.message]
    if one.label:
        lines.append(one.label)
    lines += one.notes
    if one.help:
        lines.append(f"help: {one.help}")
    return LspDiagnostic(
        range=document.positions.range(one.span),
        message="\n".join(lines),
        severity=SEVERITIES[one.severity],
        code=one.rule,
        code_description=None,
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary] if one.rule in _FADED else None,
        related_information=_related(document, one) or None,
    )


def _related(document: Document, one: Diagnostic) -> list[DiagnosticRelatedInformation]:
    """Return the fixtures that a finding was seen with, up to three."""
    state = document.state() if document.session else None
    if state is None or not one.cases:
        return []
    fixtures = state.project.fixtures
    data = {each.name: each for each in fixtures.message_data.get(state.unit.name, ())}
    profiles = {each.name: each for each in fixtures.profiles}
    found = []
    for case in one.cases[:3]:
        profile, _, name = case.partition(" × ")
        for fixture in (data.get(name), profiles.get(profile)):
            if fixture is not None:
                positions = document.positions_of(fixture.file)
                place = Location(document.uri_of(fixture.file), positions.range(Span(0, 0)))
                found.append(DiagnosticRelatedInformation(place, f"in case {case}"))
                break
    return found
