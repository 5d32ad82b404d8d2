"""Templates with data, and what Customer.io's own Ruby fork of Liquid made of them.

``fork_cases.json.gz``: gem 2.5.4 on Ruby 3.1 with ActiveSupport's ``blank?``, recorded on 27 November 2026.
``minimal`` has one case for each kind of difference from latest Liquid, ``sane`` templates as people write
them, ``wild`` odd values, wrong arguments and broken syntax. ``reasons.json`` says where we differ and why.
"""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scripts.conformance_legacy import REASONS, UNEXPLAINED, Answer, agree, ours, reason_for
from scripts.legacy_generator import LegacyCase

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    gzip.decompress((Path(__file__).parent / "fork_cases.json.gz").read_bytes())
)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def differing(cases: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], LegacyCase, Answer]]:
    for one in cases:
        case = LegacyCase(one["template"], one["data"])
        found = ours(case, NOW)
        if not agree(one["expected"], found):
            yield one, case, found


def unexplained(cases: list[dict[str, Any]]) -> Iterator[str]:
    for one, case, found in differing(cases):
        if reason_for(case, one["expected"], found) == UNEXPLAINED:
            yield f"{case.template!r} {case.data} {one['expected']} {found}"


@pytest.mark.parametrize("case", CASES["minimal"], ids=lambda case: case["name"])
def test_minimal(case: dict[str, Any]) -> None:
    assert list(unexplained([case])) == []


@pytest.mark.parametrize("kind", ["sane", "wild"])
def test_a_sample(kind: str) -> None:
    assert list(unexplained(CASES[kind][::8])) == []


@pytest.mark.long
def test_as_many_differ_as_the_documentation_says() -> None:
    counts = {kind: len([*differing(cases)]) for kind, cases in CASES.items()}
    assert counts == {"minimal": 1, "sane": 0, "wild": 1}
    assert [*unexplained([case for cases in CASES.values() for case in cases])] == []


def test_each_reason_is_one_of_the_listed_ones() -> None:
    for one in json.loads(REASONS.read_text(encoding="utf-8")):
        assert set(one) == {"reason", "template", "theirs", "ours"}
