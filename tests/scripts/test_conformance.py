"""The report of a conformance run keeps what people found out about cases that differ."""

import json
from pathlib import Path

import pytest

from scripts.conformance import (
    MOST_LISTED,
    UNEXPLAINED,
    Difference,
    Reason,
    Tally,
    explained,
    read_reasons,
    summary,
)
from scripts.liquid_generator import Case, case_at
from tests.support.liquid_corpus import Outcome, Refused

LIMIT = Refused("the template renders more than 1,000,000 loop steps", "render")


def difference(at: int, template: str, mine: Outcome, mode: str = "strict") -> Difference:
    return Difference(at, Case(template, {}), mode, "theirs", mine)


REASONS = [Reason("too long", r"\.\.", "more than 1,000,000"), Reason("slice", "slice", "")]


@pytest.mark.parametrize(
    ("template", "mine", "why"),
    [
        ("{% for x in (1..n) %}", LIMIT, "too long"),
        ("{% for x in (1..n) %}", "1", UNEXPLAINED),  # the outcome is another one
        ("{{ x | slice: n }}{{ (1..n) }}", LIMIT, "too long"),  # the first that fits
        ("{{ x | slice: n }}", "c", "slice"),
        ("{{ x | upcase }}", "c", UNEXPLAINED),
    ],
)
def test_a_case_is_explained_by_what_it_holds(template: str, mine: Outcome, why: str) -> None:
    assert explained([difference(1, template, mine)], REASONS) == {why: 1}


def test_a_case_counts_once_whatever_its_modes() -> None:
    found = [
        difference(1, "slice", "c"),
        difference(1, "slice", "d", "lax"),
        difference(2, "slice", "c", "lax"),
        difference(3, "other", "c"),
    ]
    assert list(explained(found, REASONS).items()) == [("slice", 2), (UNEXPLAINED, 1)]


def test_the_report_holds_the_reasons_there_are() -> None:
    found = summary(7, Tally(10, 8, 0, [difference(3, "{{ a | slice: b }}", "c")]), 1.0)
    (slice_reason,) = [one.reason for one in read_reasons() if "slice" in one.reason]
    assert found["reasons"] == {slice_reason: 1}
    assert found["differing"] == [3]


def test_the_last_run_is_explained_by_the_reasons_kept(repository: Path) -> None:
    text = (repository / "tests/liquid/last_run.json").read_text(encoding="utf-8")
    reasons = read_reasons()
    for run in json.loads(text):
        engine = run["reference"].removeprefix("liquidjs ")
        assert set(run["reasons"]) <= {one.reason for one in reasons}
        assert sum(run["reasons"].values()) == run["disagreements"]
        assert len(run["differing"]) == min(run["disagreements"], MOST_LISTED)
        for at in run["differing"]:
            template = case_at(run["seed"], at).template
            assert any(
                Reason(one.reason, one.template, "", one.engine).explains(
                    difference(at, template, ""), engine
                )
                for one in reasons
            )


def test_a_reason_holds_for_its_engine_and_outcomes() -> None:
    one = difference(1, "{{ (1 .. 2) }}", "12")
    assert Reason("spaces", r"\s\.\.", "", "10.16.1").explains(one, "10.16.1")
    assert not Reason("spaces", r"\s\.\.", "", "10.16.1").explains(one)
    assert not Reason("spaces", r"\s\.\.", "", theirs="not that").explains(one)
