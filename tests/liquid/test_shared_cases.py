"""Cases that Customer.io, liquidjs and the service's older engine have published come out right.

A case that cannot be met from an inbox message stands in ``unreachable.json`` with its reason.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from inbox_toolkit.errors import LiquidError
from inbox_toolkit.liquid import render_text

from tests.support.liquid_corpus import NOW

CASES = Path(__file__).parent / "cases"
Case = dict[str, object]


def _cases(name: str) -> list[Case]:
    read: list[Case] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return read


UNREACHABLE = {(one["id"], one["version"]) for one in _cases("unreachable")}
LATEST = [("latest", case) for case in _cases("latest")]
LEGACY = [("legacy", case) for case in _cases("latest") if case.get("version") == "both"]
LEGACY += [("legacy", case) for case in _cases("legacy")]
EVERY = [
    pytest.param(version, case, id=f"{version}-{case['id']}")
    for version, case in LATEST + LEGACY
    if (case["id"], version) not in UNREACHABLE
]

# Documentation prints an output without saying where its white space comes from: `trim` compares
# without it at both ends, `ws` with every run of it as one; `unicode_space` takes all spaces as one.
NORMAL_FORMS: dict[str, Callable[[str], str]] = {
    "exact": lambda text: text,
    "trim": str.strip,
    "ws": lambda text: " ".join(text.split()),
    "unicode_space": lambda text: re.sub(r"\s", " ", text),
}


def _rendered(version: str, case: Case) -> str:
    data = case.get("data", {})
    assert isinstance(data, dict)
    return render_text(str(case["template"]), data, version=version, now=NOW)


@pytest.mark.parametrize(("version", "case"), EVERY)
def test_a_published_case_comes_out_as_published(version: str, case: Case) -> None:
    if "error" in case:
        with pytest.raises(LiquidError) as caught:
            _rendered(version, case)
        assert version == "legacy" or str(case["error"]) in caught.value.message
        return
    normal = NORMAL_FORMS[str(case.get("compare", "exact"))]
    assert normal(_rendered(version, case)) == normal(str(case["expected"]))


def test_every_unreachable_case_exists_and_has_a_reason() -> None:
    known = {(case["id"], version) for version, case in LATEST + LEGACY}
    assert known >= UNREACHABLE
    assert all(str(one["reason"]).strip() for one in _cases("unreachable"))
