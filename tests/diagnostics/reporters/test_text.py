from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Coverage, Crash, Diagnostic, Report, Severity
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.text import MOST_FINDINGS, report
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

from tests.support.findings import TEMPLATE, sample_report, span
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"

LOOKS = {
    "plain": ReportStyle(width=80),
    "colour": ReportStyle(colour=True, width=100, seconds=0.214),
    "ascii": ReportStyle(unicode=False, width=60),
}


@pytest.mark.parametrize("name", LOOKS)
def test_the_sample_looks_as_it_should(name: str) -> None:
    assert_golden(GOLDEN / f"text_{name}.txt", report(sample_report(), LOOKS[name]) + "\n")


def test_without_colour_it_reads_the_same() -> None:
    coloured = report(sample_report(), ReportStyle(colour=True))
    for code in ("31", "33", "36", "34", "1", "0", "1;31", "1;33", "1;36", "32"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == report(sample_report(), ReportStyle())


def test_a_clean_run_is_one_line_that_says_what_it_proves() -> None:
    text = report(Report((), 6, 18, Coverage(42, 42)), ReportStyle(seconds=0.09))
    assert (
        text == "✓ 6 templates · 18 cases · every variable has a value · branches 42 of 42 · 0.09 s"
    )


def test_a_long_list_is_cut_with_a_count() -> None:
    one = Diagnostic("r", Severity.ERROR, "m", TEMPLATE, span(TEMPLATE, "escape"))
    text = report(Report((one,) * (MOST_FINDINGS + 7), 1, 1), ReportStyle())
    assert "and 7 more findings" in text


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_source_line_is_windowed_never_wrapped(width: int) -> None:
    source = Source("a", "x" * 500 + "HERE" + "y" * 500)
    one = Diagnostic("r", Severity.ERROR, "m", source, Span(500, 504))
    picture = report(Report((one,), 1, 1), ReportStyle(width=width)).splitlines()[3:5]
    assert all(len(line) <= max(width, 28) for line in picture)
    assert picture[0].index("HERE") == picture[1].index("^^^^")


def test_nothing_in_a_source_line_can_steer_the_terminal() -> None:
    source = Source("a", '"\x1b[31m\u202e\x07" HERE')
    one = Diagnostic("r", Severity.ERROR, "m", source, Span(10, 14))
    text = report(Report((one,), 1, 1), ReportStyle())
    assert not {"\x1b", "\u202e", "\x07"} & set(text)


def test_a_run_in_which_a_rule_failed_is_never_called_clean() -> None:
    crashes = (Crash("r", "a", ""), Crash("r", "b", ""), Crash("s", "a", ""))
    assert report(Report((), 2, 2, crashes=crashes), ReportStyle()) == (
        "2 templates · 2 cases · 2 failed rules · branches 0 of 0"
    )
