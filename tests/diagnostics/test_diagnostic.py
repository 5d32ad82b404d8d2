from inbox_toolkit.diagnostics.diagnostic import (
    Crash,
    Diagnostic,
    Report,
    Severity,
    sort_diagnostics,
)
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span


def finding(rule: str, severity: Severity, file: str, at: int) -> Diagnostic:
    return Diagnostic(rule, severity, "m", Source(file, "abc\ndef"), Span(at, at + 1))


def test_the_order_is_worst_first_then_file_and_place() -> None:
    found = [
        finding("d", Severity.INFO, "a", 0),
        finding("c", Severity.ERROR, "b", 0),
        finding("b", Severity.ERROR, "a", 5),
        finding("a", Severity.ERROR, "a", 5),
        finding("z", Severity.ERROR, "a", 1),
    ]
    assert [one.rule for one in sort_diagnostics(found)] == ["z", "a", "b", "c", "d"]
    assert sort_diagnostics(reversed(found)) == sort_diagnostics(found)


def test_a_report_knows_its_worst() -> None:
    assert Report((), 1, 1).worst() is None
    found = (finding("a", Severity.WARNING, "a", 0), finding("b", Severity.INFO, "a", 0))
    report = Report(found, 1, 1)
    assert report.worst() is Severity.WARNING
    assert report.count(Severity.INFO) == 1


def test_places_are_said_as_people_do() -> None:
    one = finding("a", Severity.ERROR, "a.json", 5)
    assert (one.file, one.start[:2], one.end[:2]) == ("a.json", (2, 2), (2, 3))


def test_a_rule_that_failed_on_several_files_is_one_failure() -> None:
    crashes = (Crash("r", "a", ""), Crash("rendering", "a", ""), Crash("r", "b", ""), Crash("r", "c", ""))  # fmt: skip
    assert [one.message for one in Report((), 3, 3, crashes=crashes).crashed_rules] == [
        "the rule `r` failed on a and 2 other files: this is a bug in inbox",
        "rendering failed on a: this is a bug in inbox",
    ]
