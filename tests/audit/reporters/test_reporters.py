import json
from pathlib import Path

import pytest
from inbox_toolkit.audit.reporters import FORMATS, print_report
from inbox_toolkit.audit.summary import Summary, summarize
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.schemas.checking import shipped_checker

from tests.support.audits import count, finding, missing, result
from tests.support.golden import assert_golden
from tests.support.projects import template

HOSTILE = "<script>alert(1)</script>|`\u202e\x1b[31m@all\n"
GOLDEN = Path(__file__).parent / "golden"
TEXT = """{"properties": {
  "title": "Hi {{ customer.first_name }} of {{ customer.city }}",
  {% if customer.plan == 'free' %}"a": 1{% elsif customer.plan == 'old' %}"a": 2{% endif %}
}, "expiration": {"type": "relative", "value": 30, "unit": "days"}}"""
T = template(TEXT, "offer")
SUFFIX = {"text": "txt", "markdown": "md", "json": "json", "html": "html"}


def whole() -> Summary:
    return summarize(result(T, count(1_000, "u1", branches=(2,)), data_name=None))


def mixed() -> Summary:
    broken = finding(
        T,
        "rendered-not-json",
        "{{ customer.first_name }}",
        "the rendered text is not a JSON object: x",
    )
    return summarize(
        result(
            T,
            count(9_449_000, "u1", branches=(0,), by={"customer.plan": {"free": 9_000_000, "pro": 449_000}}),
            count(500_249, "u2", missing(T, "customer.city"), delivery="failed", by={"customer.plan": {"free": 500_249}}),
            count(50_000, "u3", missing(T, "customer.city"), missing(T, "customer.first_name"), delivery="failed", by={"customer.plan": {None: 50_000}}),
            count(1, "u4", broken, delivery="broken", by={"customer.plan": {"odd": 1}}),
            count(750, "u5", finding(T, "blank-value", "customer.city", "`customer.city` is blank", "customer.city"), branches=(2,)),
        )
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_golden(form: str) -> None:
    text = print_report([mixed(), whole()], form, ReportStyle())
    assert_golden(GOLDEN / f"report.{SUFFIX[form]}", text + "\n")


def test_json_is_as_its_schema_says() -> None:
    shown = summarize(
        result(T, count(1, "u", missing(T, "customer.city"), delivery="failed")), show_values=True
    )
    text = print_report([mixed(), whole(), shown], "json", ReportStyle())
    assert shipped_checker("audit-report").problems(json.loads(text)) == []


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_of_the_data_is_markup(form: str) -> None:
    odd = count(
        50, HOSTILE, missing(T, "customer.city"), delivery="failed", by={HOSTILE: {HOSTILE: 50}}
    )
    text = print_report([summarize(result(T, odd, data_name=HOSTILE))], form, ReportStyle())
    assert "\x1b" not in text
    assert "\u202e" not in text
    if form == "html":
        assert "<script" not in text
    if form == "markdown":
        rows = [line for line in text.splitlines() if line.startswith("| `customer.city`")]
        assert len(rows) == 1


def test_the_page_needs_nothing_else() -> None:
    page = print_report([mixed()], "html", ReportStyle())
    assert "default-src &#x27;none&#x27;" in page
    for word in ("<script", "src=", "href=", "url(", "@import", "style="):
        assert word not in page


def test_without_unicode_the_terminal_gets_ascii() -> None:
    text = print_report([mixed()], "text", ReportStyle(unicode=False))
    assert not set("✗✓○█…·") & set(text)


def test_color_is_asked_for() -> None:
    assert "\x1b[31m" in print_report([mixed()], "text", ReportStyle(colour=True))
    assert "\x1b" not in print_report([mixed()], "text", ReportStyle())


def test_nobody_and_everyone() -> None:
    nobody = summarize(result(T))
    for form in FORMATS:
        assert print_report([nobody], form, ReportStyle())
    assert "there is nobody in it" in print_report([nobody], "text", ReportStyle())
