import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from inbox_toolkit import __version__
from inbox_toolkit.diagnostics.diagnostic import Crash
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.diagnostics.reporters.sarif import report

from tests.support.findings import TEMPLATE, sample_report
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"


def run(base: str = "") -> dict[str, Any]:
    log = json.loads(report(sample_report(), ReportStyle(base=base)))
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return dict(only)


def test_the_sample_is_as_it_should_be() -> None:
    text = report(sample_report(), ReportStyle(base="messages/"))
    assert_golden(GOLDEN / "sarif.json", text.replace(f'"{__version__}"', '"VERSION"') + "\n")


def test_every_rule_index_leads_to_its_rule() -> None:
    only = run()
    rules = only["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in only["results"] if "ruleIndex" in one] == [
        "missing-value",
        "unreached-branch",
    ]
    assert len({one["id"] for one in rules}) == len(rules)


def test_a_fix_says_what_it_replaces() -> None:
    (fix,) = [fix for one in run()["results"] for fix in one.get("fixes", ())]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    region = replacement["deletedRegion"]
    start = region["charOffset"]
    assert TEMPLATE.text[start : start + region["charLength"]] == "escape"
    assert replacement["insertedContent"] == {"text": "url_encode"}


def test_regions_are_as_the_standard_has_them() -> None:
    for one in run()["results"]:
        region = one["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        assert (region["endLine"], region["endColumn"]) >= (
            region["startLine"],
            region["startColumn"],
        )


def test_file_names_are_uris_below_the_root() -> None:
    uris = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in run("a b/ü/")["results"]
    }
    assert "a%20b/%C3%BC/templates/order_shipped.json" in uris


def test_a_run_in_which_a_rule_failed_was_no_success() -> None:
    assert run()["invocations"] == [{"executionSuccessful": True}]
    failed = replace(sample_report(), crashes=(Crash("r", "a", ""), Crash("r", "b c", "")))
    (invocation,) = json.loads(report(failed, ReportStyle(base="p/")))["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["associatedRule"] == {"id": "r"}
    assert notice["message"] == {
        "text": "the rule `r` failed on a and 1 other file: this is a bug in inbox"
    }
    places = [one["physicalLocation"]["artifactLocation"]["uri"] for one in notice["locations"]]
    assert places == ["p/a", "p/b%20c"]
