"""A diagnostic keeps its place and all it says."""

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.preview.views.overview import count, finding_view, worst
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

SOURCE = Source("templates/t.json", "{\n  x\n}")
FOUND = Diagnostic(
    "rule", Severity.WARNING, "what", SOURCE, Span(4, 5), ("a × b",), "beside", (), "do"
)


def test_a_finding_has_lines_and_offsets() -> None:
    assert finding_view(FOUND) == {
        "rule": "rule",
        "severity": "warning",
        "message": "what",
        "label": "beside",
        "help": "do",
        "file": "templates/t.json",
        "line": 2,
        "column": 3,
        "start": 4,
        "end": 5,
        "cases": ["a × b"],
    }


def test_the_worst_names_the_verdict() -> None:
    info = Diagnostic("rule", Severity.INFO, "what", SOURCE, Span(0, 1))
    assert worst([info, FOUND]) == "warning"
    assert worst([]) == "clean"
    assert count([info, FOUND, FOUND], Severity.WARNING) == 2
