import json
from pathlib import Path

from inbox_toolkit.diagnostics.diagnostic import Crash, Report
from inbox_toolkit.diagnostics.reporters import FORMATS, ReportStyle, print_report
from inbox_toolkit.schemas.checking import shipped_checker

from tests.support.findings import TEMPLATE, sample_report
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_sample_is_as_it_should_be_and_fits_the_schema() -> None:
    text = print_report(sample_report(), "json", ReportStyle())
    assert_golden(GOLDEN / "json.json", text + "\n")
    assert not shipped_checker("report").problems(json.loads(text))


def test_offsets_lead_back_to_the_source() -> None:
    found = json.loads(print_report(sample_report(), "json", ReportStyle()))["diagnostics"]
    (one,) = [each for each in found if each["rule"] == "version-difference"]
    assert TEMPLATE.text[one["start"]["offset"] : one["end"]["offset"]] == "escape"
    assert one["fix"]["edits"][0]["text"] == "url_encode"


def test_a_rule_that_failed_is_named_with_its_files() -> None:
    crashes = (Crash("blank-value", "templates/t.json", "Traceback"), Crash("rendering", "u", ""))
    found = json.loads(print_report(Report((), 2, 0, crashes=crashes), "json", ReportStyle()))
    assert found["crashes"] == [
        {"rule": "blank-value", "file": "templates/t.json"},
        {"rule": "rendering", "file": "u"},
    ]
    assert not shipped_checker("report").problems(found)


def test_every_format_prints() -> None:
    assert all(print_report(sample_report(), form, ReportStyle()) for form in FORMATS)
