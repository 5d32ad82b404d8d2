"""One diagnostic as the page shows it."""

from collections.abc import Iterable
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity


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
