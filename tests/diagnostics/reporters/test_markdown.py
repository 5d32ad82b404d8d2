from dataclasses import replace
from pathlib import Path

from inbox_toolkit.diagnostics.diagnostic import (
    Crash,
    Diagnostic,
    PayloadChange,
    Report,
    Severity,
    TemplateSummary,
)
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.markdown import LONGEST, MOST_FINDINGS, report

from tests.support.findings import TEMPLATE, sample_report, span
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_sample_is_as_it_should_be() -> None:
    assert_golden(GOLDEN / "markdown.md", report(sample_report(), ReportStyle()) + "\n")


def test_a_clean_run_says_so() -> None:
    verdict = TemplateSummary("t", "templates/t.json", 18)
    text = report(Report((), 1, 18, summaries=(verdict,)), ReportStyle())
    assert text.startswith("### Inbox messages: every variable has a value · 1 template, 18 cases")
    assert "<details><summary>1 template clean</summary>t</details>" in text
    assert "|---" not in text


def test_nothing_from_a_file_becomes_markup() -> None:
    hostile = "<img src=x onerror=y> [a](http://x) @all | `{{ <b> }}` *x*"
    one = Diagnostic("r", Severity.ERROR, hostile, TEMPLATE, span(TEMPLATE, "escape"))
    verdict = TemplateSummary(hostile, TEMPLATE.name, 1, (PayloadChange(hostile, "```\n````"),))
    text = report(Report((one,), 1, 1, summaries=(verdict,)), ReportStyle())
    assert "<img" not in text
    prose = [line for line in text.splitlines() if not line.startswith("<details>")]
    assert "](" not in "".join(prose).replace("\\](", "")
    assert "@all" not in text
    assert "`{{ <b> }}`" in text
    assert "`````diff\n```\n````\n`````" in text
    row = next(line for line in text.splitlines() if line.startswith("| &lt;"))
    assert row.replace("\\|", "").count("|") == 5


def test_a_long_report_fits_a_comment_and_says_what_is_left_out() -> None:
    changes = tuple(PayloadChange(f"case {number}", "x" * 5_000) for number in range(40))
    verdict = replace(sample_report().summaries[0], changes=changes, cases=40)
    one = Diagnostic("r", Severity.ERROR, "m", TEMPLATE, span(TEMPLATE, "escape"))
    text = report(Report((one,) * (MOST_FINDINGS + 2), 1, 40, summaries=(verdict,)), ReportStyle())
    assert len(text) <= LONGEST
    assert "and 2 more findings" in text
    assert "more changed payloads" in text


def test_a_template_on_which_a_rule_failed_is_not_called_clean() -> None:
    verdicts = (
        TemplateSummary("t", "templates/t.json", 1),
        TemplateSummary("u", "templates/u.json", 1),
    )
    text = report(
        Report((), 2, 2, summaries=verdicts, crashes=(Crash("r", "templates/t.json", ""),)),
        ReportStyle(),
    )
    assert text.startswith("### Inbox messages: 1 failed rule · 2 templates")
    assert "- ✗ the rule `r` failed on templates/t.json: this is a bug in inbox" in text
    assert "| t | 1 | ? not judged |" in text
    assert "<details><summary>1 template clean</summary>u</details>" in text
