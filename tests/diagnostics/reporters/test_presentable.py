"""File names and values can be anything: in no format may they start a line or steer a terminal."""

import pytest
from inbox_toolkit.diagnostics.diagnostic import (
    Crash,
    Diagnostic,
    Edit,
    Fix,
    PayloadChange,
    Report,
    Severity,
    TemplateSummary,
)
from inbox_toolkit.diagnostics.reporters import FORMATS, ReportStyle, print_report
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

HOSTILE = "x\n::error::pwned\r::set-output name=a::b\x1b]0;title\x07\u202e\x9b31m.json"


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_hands_them_on(form: str) -> None:
    source = Source(f"templates/{HOSTILE}", "text")
    one = Diagnostic(
        "r",
        Severity.ERROR,
        HOSTILE,
        source,
        Span(0, 4),
        cases=(HOSTILE,),
        label=HOSTILE,
        notes=(HOSTILE,),
        help=HOSTILE,
        fix=Fix(HOSTILE, (Edit(Span(0, 4), HOSTILE),)),
    )
    summary = TemplateSummary(HOSTILE, source.name, 2, (PayloadChange(HOSTILE, HOSTILE),))
    crash = Crash("r", source.name, "")
    run = Report((one,), 1, 2, summaries=(summary,), crashes=(crash,), since=HOSTILE)
    text = print_report(run, form, ReportStyle())
    assert not {"\x1b", "\x07", "\r", "\x9b", "\u202e"} & set(text)
    lines = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert all(line.startswith("::error file=") for line in lines if form == "github")
    assert lines == [] or form in ("github", "markdown", "text", "junit")
