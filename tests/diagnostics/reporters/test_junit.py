from pathlib import Path
from xml.etree import ElementTree

from inbox_toolkit.diagnostics.diagnostic import (
    Crash,
    Diagnostic,
    Report,
    Severity,
    TemplateSummary,
)
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.junit import report
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

from tests.support.findings import sample_report
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_sample_is_as_it_should_be() -> None:
    assert_golden(GOLDEN / "junit.xml", report(sample_report(), ReportStyle(seconds=0.2)) + "\n")


def test_the_counts_are_those_of_the_elements() -> None:
    root = ElementTree.fromstring(report(sample_report(), ReportStyle()).encode())
    assert int(root.attrib["tests"]) == len(root.findall(".//testcase"))
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) == 3
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))


def test_what_xml_may_not_hold_is_replaced() -> None:
    one = Diagnostic("r", Severity.ERROR, "\x00<&\ud800\uffff", Source("a", "x"), Span(0, 1))
    root = ElementTree.fromstring(report(Report((one,), 1, 1), ReportStyle()).encode())
    (failure,) = root.findall(".//failure")
    assert failure.attrib["message"] == "␀<&��"


def test_a_rule_that_failed_is_an_error_of_its_file() -> None:
    crashes = (Crash("blank-value", "templates/t.json", "Traceback"),)
    verdict = TemplateSummary("t", "templates/t.json", 1)
    text = report(Report((), 1, 1, summaries=(verdict,), crashes=crashes), ReportStyle())
    root = ElementTree.fromstring(text.encode())
    assert root.attrib["errors"] == "1"
    (error,) = root.findall(".//error")
    assert error.attrib["message"] == (
        "the rule `blank-value` failed on templates/t.json: this is a bug in inbox"
    )
    assert "no findings" not in text


def test_a_line_added_above_leaves_the_names_alone() -> None:
    def names(text: str) -> list[str]:
        source = Source("templates/t.json", text)
        places = [at for at in range(len(text)) if text.startswith("{{ a }}", at)]
        found = tuple(
            Diagnostic("r", Severity.ERROR, "m", source, Span(at, at + 7)) for at in places
        )
        root = ElementTree.fromstring(report(Report(found, 1, 1), ReportStyle()).encode())
        return [one.attrib["name"] for one in root.iter("testcase")]

    assert names("{{ a }}\n{{ a }}") == ["r: {{ a }}", "r: {{ a }} (2)"]
    assert names("\n\n{{ a }}\n   {{ a }}") == names("{{ a }}\n{{ a }}")
