from pathlib import Path

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report, Severity
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.concise import report
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

from tests.support.findings import sample_report
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_sample_is_as_it_should_be() -> None:
    assert_golden(GOLDEN / "concise.txt", report(sample_report(), ReportStyle()) + "\n")


def test_every_finding_is_one_line_whatever_it_says() -> None:
    source = Source("a\n::error::b", "x")
    one = Diagnostic("r", Severity.ERROR, "first\nsecond", source, Span(0, 1))
    text = report(Report((one,) * 300, 1, 1), ReportStyle())
    assert len(text.splitlines()) == 301
    assert text.startswith("a␊::error::b:1:1: error[r] first␊second\n")
