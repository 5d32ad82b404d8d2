"""Every template's row, the fixtures to choose from, and what is wrong with the project.

One diagnostic as the page shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.preview.project_state import Board
from inbox_toolkit.template.template import Template
from inbox_toolkit.web.message_frames import drawing_view
from inbox_toolkit.workspace.reload import is_broken


def finding_view(one: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic with its place as line, column and offsets of its file."""
    start = one.start
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "label": one.label,
        "help": one.help,
        "file": one.file,
        "line": start.line,
        "column": start.column,
        "start": one.span.start,
        "end": one.span.end,
        "cases": list(one.cases),
    }


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """Count the diagnostics of one severity."""
    return sum(one.severity is severity for one in diagnostics)


def worst(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the worst severity as a word, ``clean`` where there is none."""
    severities = sorted((one.severity for one in diagnostics), key=lambda one: one.rank)
    return severities[0].value if severities else "clean"


@dataclass(frozen=True, slots=True)
class SendOffer:
    """Whether a test can be sent from the page: to whom, or why not."""

    ready: bool = False
    why: str = "Sending is off."
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """What this run of the preview can do beside showing."""

    editor: bool = False
    renderer: bool = False
    send: SendOffer = field(default_factory=SendOffer)


def overview(board: Board, epoch: int, offers: Offers) -> dict[str, Any]:
    """Return all there is to know before a case is chosen."""
    rows = [row(board, name) for name in board.names]
    return {"epoch": epoch, "templates": rows, **surroundings(board, offers)}


def surroundings(board: Board, offers: Offers) -> dict[str, Any]:
    """Return the overview without its rows."""
    fixtures = board.contents.project.fixtures
    send = offers.send
    return {
        "project": board.root.name,
        "now": board.world.now.isoformat(),
        "profiles": [one.name for one in fixtures.profiles],
        "data": {
            name: [one.name for one in fixtures.message_data.get(name, ())] for name in board.names
        },
        "problems": _problems(board),
        "summary": summary(board),
        "editor": offers.editor,
        "send": {"ready": send.ready, "why": send.why, "recipients": list(send.recipients)},
        **drawing_view(board.contents.project.config, renderer=offers.renderer),
    }


def row(board: Board, name: str) -> dict[str, Any]:
    """Return one template's line: its verdict and all that was found in it."""
    family = board.family(name)
    found = [one for each in family for one in diagnostics(board, each.label)]
    base = family[0]
    return {
        "name": name,
        "label": base.envelope.name or name,
        "file": base.file,
        "type": base.envelope.type,
        "topics": list(base.envelope.topics),
        "languages": [each.language for each in family if each.language],
        "verdict": _verdict(board, base, found),
        "errors": count(found, Severity.ERROR),
        "warnings": count(found, Severity.WARNING),
        "diagnostics": [finding_view(one) for one in found],
    }


def _verdict(board: Board, base: Template, found: list[Diagnostic]) -> str:
    """Say ``waiting`` of what has no case yet: nothing proves it, so it is not clean."""
    if is_broken(base):
        return "broken"
    judged = board.judged.get(base.label)
    return worst(found) if found or (judged and judged.outcomes) else "waiting"


def diagnostics(board: Board, label: str) -> tuple[Diagnostic, ...]:
    """Return what was found in one template, nothing where it is not judged yet."""
    judged = board.judged.get(label)
    return judged.diagnostics if judged else ()


def summary(board: Board) -> dict[str, int]:
    """Count templates, cases, errors and warnings of the whole project."""
    judged = list(board.judged.values())
    found = [one for each in judged for one in each.diagnostics]
    found += board.fixture_findings
    return {
        "templates": len(board.names),
        "cases": sum(len(one.outcomes) for one in judged),
        "errors": count(found, Severity.ERROR) + bool(board.trouble),
        "warnings": count(found, Severity.WARNING),
    }


def _problems(board: Board) -> list[dict[str, Any]]:
    views = [finding_view(one) for one in board.fixture_findings]
    return [_configuration(board), *views] if board.trouble else views


def _configuration(board: Board) -> dict[str, Any]:
    file = board.contents.project.config.file
    return {
        "rule": "configuration",
        "severity": "error",
        "message": board.trouble,
        "label": "",
        "help": "",
        "file": file.name if file else "",
        "line": 1,
        "column": 1,
        "start": 0,
        "end": 0,
        "cases": [],
    }
