"""Every line of the threat model names tests that attack it, and those tests are there."""

import re
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs/explanation/security.md"
NAMED = re.compile(r"`(?P<file>[\w/]+\.py)?::(?P<test>test_\w+)`")


def test_every_test_that_it_names_exists() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    file = ""
    found = list(NAMED.finditer(text))
    assert len(found) > 30
    for one in found:
        file = one["file"] or file
        source = (DOCUMENT.parents[2] / "tests" / file).read_text(encoding="utf-8")
        assert f"def {one['test']}(" in source, (file, one["test"])


def test_every_row_names_one() -> None:
    rows = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    claims = [row for row in rows if "shown by" not in row and not row.startswith("|---")]
    assert claims
    assert [row for row in claims if "::test_" not in row] == []
