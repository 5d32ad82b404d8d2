from dataclasses import replace

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity, fingerprints
from inbox_toolkit.text.source import Source

from tests.support.findings import TEMPLATE, sample_report, span


def finding(source: Source, message: str = "m") -> Diagnostic:
    return Diagnostic("r", Severity.ERROR, message, source, span(source, "escape"))


def names(*found: Diagnostic) -> list[str]:
    return [name for _, name in fingerprints(found)]


def test_no_two_findings_of_a_report_share_a_name() -> None:
    one = finding(TEMPLATE)
    found = names(*sample_report().diagnostics, one, one, one)
    assert len(set(found)) == len(found)


def test_a_name_outlives_lines_added_above_and_cases_that_come() -> None:
    moved = Source(TEMPLATE.name, "\n\n\n" + TEMPLATE.text)
    assert names(finding(TEMPLATE)) == names(finding(moved, "in 3 of 4 cases"))


def test_another_rule_file_or_text_is_another_name() -> None:
    one = finding(TEMPLATE)
    others = [
        replace(one, rule="s"),
        replace(one, source=Source("b", TEMPLATE.text)),
        replace(one, span=span(TEMPLATE, "customer")),
    ]
    assert len({name for other in (one, *others) for name in names(other)}) == 4
