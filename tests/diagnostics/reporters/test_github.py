from pathlib import Path

from inbox_toolkit.diagnostics.diagnostic import Crash, Diagnostic, Report, Severity
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.github import report
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

from tests.support.findings import TEMPLATE, sample_report, span
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_sample_is_as_it_should_be() -> None:
    assert_golden(
        GOLDEN / "github.txt", report(sample_report(), ReportStyle(base="messages/")) + "\n"
    )


def test_nothing_in_a_finding_can_start_another_command() -> None:
    source = Source("a,b:c%.json", "x")
    one = Diagnostic("r", Severity.ERROR, "100%\r\n::error::x", source, Span(0, 1))
    command = report(Report((one,), 1, 1), ReportStyle()).splitlines()[0]
    assert command == (
        "::error file=a%2Cb%3Ac%25.json,line=1,endLine=1,col=1,endColumn=2,title=r"
        "::100%25␍%0A: :error::x"
    )


def test_columns_are_left_out_over_several_lines() -> None:
    whole = Diagnostic("r", Severity.INFO, "m", TEMPLATE, Span(0, span(TEMPLATE, "escape").end))
    command = report(Report((whole,), 1, 1), ReportStyle()).splitlines()[0]
    assert command.startswith("::notice file=templates/order_shipped.json,line=1,endLine=4,title=r")


def test_a_rule_that_failed_is_an_annotation_of_its_file() -> None:
    crashes = (Crash("r", "a,b.json", ""), Crash("r", "c", ""))
    first, *_ = report(Report((), 2, 2, crashes=crashes), ReportStyle(base="p/")).splitlines()
    assert first == (
        "::error file=p/a%2Cb.json,title=r failed::"
        "the rule `r` failed on a,b.json and 1 other file: this is a bug in inbox"
    )
