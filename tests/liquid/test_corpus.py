"""Every recorded case of liquidjs comes out of our engine the same.

What still differs stands in ``disagreements.json`` with its reason; a listed case that agrees
again must be taken off the list.
"""

import json
from pathlib import Path

import pytest
from inbox_toolkit.liquid.catalog.sources import LIQUIDJS_10_16
from inbox_toolkit.liquid.runtime.runtime import run

from scripts.conformance import Difference, read_reasons
from scripts.liquid_generator import Case
from tests.support.liquid_corpus import (
    CORPUS,
    NOW,
    Recorded,
    Refused,
    agree,
    compiled,
    ours,
    recorded,
)

LISTED = {
    (one["file"], one["template"], json.dumps(one["data"], sort_keys=True), one["mode"])
    for one in json.loads((Path(__file__).parent / "disagreements.json").read_text("utf-8"))
}
FILES = sorted(CORPUS.glob("*.json"))


def _key(file: Path, case: Recorded, mode: str) -> tuple[str, str, str, str]:
    return file.stem, case.template, json.dumps(case.data, sort_keys=True), mode


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_we_render_as_liquidjs_does(file: Path) -> None:
    unexpected = []
    programs = {}
    for case in recorded(file):
        if case.template not in programs:
            programs[case.template] = compiled(case.template)
        for mode, theirs in (("strict", case.strict), ("lax", case.lax)):
            mine = ours(programs[case.template], case.data, strict=mode == "strict")
            if agree(theirs, mine) == (_key(file, case, mode) in LISTED):
                unexpected.append((case.template, case.data, mode, theirs, mine))
    assert not unexpected, f"{len(unexpected)} cases, the first: {unexpected[:3]}"


OLDER = {
    (case.template, json.dumps(case.data, sort_keys=True)): case
    for case in recorded(Path(__file__).parent / "liquidjs_10_16.json")
}
"""What liquidjs 10.16.1 answers otherwise; all else it answers alike."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_with_older_filters_we_render_as_liquidjs_10_16_does(file: Path) -> None:
    reasons = read_reasons()
    unexpected = []
    for case in recorded(file):
        older = OLDER.get((case.template, json.dumps(case.data, sort_keys=True)), case)
        program = compiled(case.template, LIQUIDJS_10_16)
        for mode, theirs in (("strict", older.strict), ("lax", older.lax)):
            mine = ours(program, case.data, strict=mode == "strict")
            if agree(theirs, mine) or _key(file, case, mode) in LISTED:
                continue
            one = Difference(0, Case(case.template, case.data), mode, theirs, mine)
            if not any(reason.explains(one, "10.16.1") for reason in reasons):
                unexpected.append((case.template, case.data, mode, theirs, mine))
    assert not unexpected, f"{len(unexpected)} cases, the first: {unexpected[:3]}"


@pytest.mark.parametrize("name", ["generated", "missing", "filters_arrays"])
def test_collecting_finds_first_what_ends_a_delivery(name: str) -> None:
    for case in recorded(CORPUS / f"{name}.json"):
        program = compiled(case.template)
        if isinstance(program, Refused):
            continue
        before = json.dumps(case.data)
        mine = ours(program, case.data, strict=True)
        collected = run(program, case.data, now=NOW, collect=True, trace=True)
        assert json.dumps(case.data) == before
        if isinstance(mine, str):
            assert (collected.text, collected.failures) == (mine, ())
        else:
            assert collected.failures[0].message == mine.err
        for one in collected.output_map:
            assert 0 <= one.start <= one.end <= len(collected.text) or "\ufffd" in collected.text
            assert 0 <= one.span.start < one.span.end <= len(case.template)


def test_the_corpus_is_as_large_as_promised() -> None:
    cases = [case for file in FILES for case in recorded(file)]
    assert len(cases) >= 10_000
    texts = sum(isinstance(case.strict, str) for case in cases)
    assert texts / len(cases) > 0.6


def test_every_disagreement_has_its_reason() -> None:
    listed = json.loads((Path(__file__).parent / "disagreements.json").read_text("utf-8"))
    assert all(one["reason"].strip() for one in listed)
