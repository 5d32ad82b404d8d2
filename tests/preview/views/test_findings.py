"""A diagnostic keeps its place and all it says."""

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from inbox_toolkit.preview.views.findings import MAX_CASES, count, finding_view, fix_id, worst
from inbox_toolkit.preview.wire import CaseRef
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.web.wire import to_plain

SOURCE = Source("templates/t.json", "{\n  x\n}")
FOUND = Diagnostic(
    "rule", Severity.WARNING, "what", SOURCE, Span(4, 5), ("a × b",), "beside", ("why",), "do"
)
CASE = CaseRef("a", "b", "")


def test_a_finding_has_lines_and_offsets() -> None:
    assert to_plain(finding_view(FOUND, "t", {"a × b": CASE})) == {
        "rule": "rule",
        "severity": "warning",
        "message": "what",
        "label": "beside",
        "notes": ["why"],
        "help": "do",
        "template": "t",
        "place": {"file": "templates/t.json", "line": 2, "column": 3, "start": 4, "end": 5},
        "excerpt": [
            {"number": 1, "before": "{", "marked": "", "after": ""},
            {"number": 2, "before": "  ", "marked": "x", "after": ""},
            {"number": 3, "before": "}", "marked": "", "after": ""},
        ],
        "cases": [{"profile": "a", "data": "b", "language": ""}],
        "caseCount": 1,
        "fix": None,
    }


def test_many_cases_are_counted_and_some_named() -> None:
    labels = tuple(f"p{number} × d" for number in range(700))
    refs = dict.fromkeys(labels, CASE)
    view = finding_view(_with(cases=labels), "t", refs)
    assert (len(view.cases), view.case_count) == (MAX_CASES, 700)


def test_only_a_safe_fix_is_offered_and_its_name_is_the_texts() -> None:
    fix = Fix("take it out", (Edit(Span(4, 5), ""),))
    offered = finding_view(_with(fix=fix), "t", {}).fix
    assert offered is not None
    assert offered.title == "take it out"
    unsafe = Fix("take it out", (Edit(Span(4, 5), ""),), safe=False)
    assert finding_view(_with(fix=unsafe), "t", {}).fix is None
    other = _with(source=Source(SOURCE.name, SOURCE.text + "\n"))
    assert fix_id(other) != fix_id(FOUND) == fix_id(_with())


def test_the_worst_names_the_verdict() -> None:
    info = Diagnostic("rule", Severity.INFO, "what", SOURCE, Span(0, 1))
    assert worst([info, FOUND]) == "warning"
    assert worst([]) == "clean"
    assert count([info, FOUND, FOUND], Severity.WARNING) == 2


def _with(**changes: object) -> Diagnostic:
    from dataclasses import replace

    return replace(FOUND, **changes)  # type: ignore[arg-type]
