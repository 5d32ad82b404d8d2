"""The reference engine itself, where Node and it are installed, still answers as we do."""

import shutil

import pytest

from scripts.conformance import ORACLE, answered, answers, compare
from scripts.liquid_generator import Case, case_at, generate
from tests.support.liquid_corpus import CORPUS, Recorded, recorded

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(
        shutil.which("node") is None or not (ORACLE.parent / "node_modules" / "liquidjs").exists(),
        reason="needs Node and `npm ci --prefix scripts`",
    ),
]


def test_fresh_random_cases_agree() -> None:
    tally = compare(seed=20261122, count=600, workers=1)
    assert tally.cases == 600
    assert tally.rendered > 360
    assert not tally.differences


def test_the_corpus_is_what_the_reference_answers() -> None:
    cases: list[Recorded] = list(recorded(CORPUS / "output.json"))
    asked = [Case(one.template, one.data) for one in cases]
    assert [(one["strict"], one["lax"]) for one in answers(asked)] == [
        (one.strict, one.lax) for one in cases
    ]


def test_a_case_can_be_made_again_alone() -> None:
    assert list(generate(7, 20))[13] == case_at(7, 13)
    assert answered(case_at(7, 13)) == answered(case_at(7, 13))
