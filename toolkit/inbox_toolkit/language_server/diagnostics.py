"""Findings as the protocol has them: those of ``inbox validate``, with related places."""

from collections.abc import Iterable, Sequence

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.language_server import protocol
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.text.span import Span

SEVERITIES = {
    Severity.ERROR: protocol.Severity.ERROR,
    Severity.WARNING: protocol.Severity.WARNING,
    Severity.INFO: protocol.Severity.INFORMATION,
}
_FADED = frozenset({"unused-assign", "unused-suppression", "unused-fixture"})
SOURCE = "inbox"


def diagnostics_of(
    document: Document, found: Iterable[Diagnostic], *, is_interim: bool = False
) -> list[protocol.Diagnostic]:
    """Return what was found in a document's own text; the places in fixtures once it is final."""
    own = (one for one in found if one.file == document.name)
    return [
        _diagnostic(document, one, () if is_interim else _related(document, one)) for one in own
    ]


def _diagnostic(
    document: Document, one: Diagnostic, related: Sequence[protocol.RelatedInformation]
) -> protocol.Diagnostic:
    lines = [one.message]
    if one.label:
        lines.append(one.label)
    lines += one.notes
    if one.help:
        lines.append(f"help: {one.help}")
    found: protocol.Diagnostic = {
        "range": document.positions.range(one.span),
        "message": "\n".join(lines),
        "severity": SEVERITIES[one.severity],
        "code": one.rule,
        "source": SOURCE,
    }
    if one.rule in _FADED:
        found["tags"] = [protocol.UNNECESSARY]
    if related:
        found["relatedInformation"] = list(related)
    return found


def _related(document: Document, one: Diagnostic) -> list[protocol.RelatedInformation]:
    """Return the fixtures that a finding was seen with, up to three."""
    state = document.state() if document.session else None
    if state is None or not one.cases:
        return []
    data = {each.name: each for each in state.opened.message_data}
    profiles = {each.name: each for each in state.opened.fixtures.profiles}
    found: list[protocol.RelatedInformation] = []
    for case in one.cases[:3]:
        profile, _, name = case.partition(" × ")
        for fixture in (data.get(name), profiles.get(profile)):
            if fixture is not None:
                positions = document.positions_of(fixture.file)
                place: protocol.Location = {
                    "uri": document.uri_of(fixture.file),
                    "range": positions.range(Span(0, 0)),
                }
                found.append({"location": place, "message": f"in case {case}"})
                break
    return found
