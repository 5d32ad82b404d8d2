from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import (
    Coverage,
    Crash,
    Diagnostic,
    Report,
    Severity,
    TemplateSummary,
)
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
    found = tuple(
        Diagnostic("r", Severity.ERROR, f"m{number}", TEMPLATE, span(TEMPLATE, "escape"))
        for number in range(MOST_FINDINGS + 7)
    )
    text = report(Report(found, 1, 1), ReportStyle())
    assert "and 7 more findings; all of them: --format concise" in text


def test_one_cause_at_several_places_is_one_block() -> None:
    source = Source("templates/t.json", "{{ a }}\n{{ a }}\n{{ b }} {{ a }}")
    found = tuple(
        Diagnostic("r", Severity.ERROR, "`a` has no value", source, Span(at, at + 7))
        for at in (0, 8, 24)
    )
    text = report(Report(found, 1, 1), ReportStyle())
    assert text.count("error[r]") == 1
    assert "= and at 2:1, 3:9\n" in text
    assert "3 errors" in text


@pytest.mark.parametrize(
    ("cases", "shown"), [(("ada", "bob"), ""), (("ada",), "= cases: ada\n"), ((), "")]
)
def test_cases_are_listed_unless_it_is_all_of_them(cases: tuple[str, ...], shown: str) -> None:
    summaries = (TemplateSummary("order_shipped", TEMPLATE.name, 2),)
    one = Diagnostic("r", Severity.ERROR, "m", TEMPLATE, span(TEMPLATE, "escape"), cases=cases)
    text = report(Report((one,), 1, 2, summaries=summaries), ReportStyle())
    assert shown in text
    assert ("cases:" in text) is bool(shown)


@pytest.mark.parametrize(
    ("run", "line"),
    [
        (
            Report((), 2, 9, values_checked=False),
            "✓ 2 templates · 9 cases · no findings · branches 0 of 0",
        ),
        (
            Report((), 62, 707, in_baseline=1038),
            "✓ 62 templates · 707 cases · nothing new · 1,038 in the baseline · branches 0 of 0",
        ),
        (Report((), 0, 0, since="HEAD"), "✓ nothing that templates use changed since HEAD"),
        (
            Report((), 1, 3, since="main"),
            "✓ 1 template affected since main · 3 cases · every variable has a value · branches 0 of 0",
        ),
    ],
)
def test_a_clean_run_claims_what_was_checked_and_no_more(run: Report, line: str) -> None:
    assert report(run, ReportStyle()) == line


def test_what_can_be_fixed_is_counted() -> None:
    assert report(sample_report(), ReportStyle()).endswith(
        "branches 41 of 42 · 1 fixable with --fix"
    )


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
