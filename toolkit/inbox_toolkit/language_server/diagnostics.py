"""Findings as the protocol has them: those of ``inbox validate``, with related places."""

from collections.abc import Iterable

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.language_server import protocol
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rules import RULES

SEVERITIES = {
    Severity.ERROR: protocol.Severity.ERROR,
    Severity.WARNING: protocol.Severity.WARNING,
    Severity.INFO: protocol.Severity.INFORMATION,
}
_FADED = frozenset({"unused-assign", "unused-suppression", "unused-fixture"})
SOURCE = "inbox"
RULE_IDS = frozenset(rule.META.id for rule in RULES)


def diagnostics_of(
    document: Document,
    found: Iterable[Diagnostic],
    *,
    is_interim: bool = False,
    rule_pages: str | None = None,
) -> list[protocol.Diagnostic]:
    """Return what was found in a document's own text; the places in fixtures once it is final.

    ``rule_pages`` is the scheme of URIs by which a client opens the page of a rule.
    """
    diagnostics = []
    for one in found:
        if one.file == document.name:
            related = [] if is_interim else _related(document, one)
            diagnostics.append(_diagnostic(document, one, related, rule_pages))
    return diagnostics


def _diagnostic(
    document: Document,
    one: Diagnostic,
    related: list[protocol.RelatedInformation],
    rule_pages: str | None,
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
    if rule_pages and one.rule in RULE_IDS:
        found["codeDescription"] = {"href": f"{rule_pages}:/{one.rule}.md"}
    if related:
        found["relatedInformation"] = related
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
