"""Small broken projects, one file each, with the exact report that is expected.

A file begins with a sentence and the rules it ``finds``; then come the project's files, each
behind ``=== NAME`` (``(escaped)``: as a JSON string, ``(base64)``: bytes), and ``=== report``.
``REWRITE_GOLDEN=1`` writes the reports again; what is found is stated by hand and stays.
"""

import base64
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.reporters import ReportStyle, print_report

from tests.support.projects import check, write_project

PROJECTS = sorted((Path(__file__).parent / "projects").glob("*.txt"))
_SECTION = re.compile(r"^=== (?P<name>\S+)(?: \((?P<form>\w+)\))?\n", re.MULTILINE)


def sections(text: str) -> Iterator[tuple[str, str | bytes]]:
    heads = list(_SECTION.finditer(text))
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        held = text[head.end() : end]
        if head["form"] == "base64":
            yield head["name"], base64.b64decode(held)
        else:
            yield head["name"], json.loads(held) if head["form"] == "escaped" else held


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.stem)
def test_the_report_is_exactly_as_expected(tmp_path: Path, file: Path) -> None:
    text = file.read_bytes().decode()
    parts = dict(sections(text))
    expected = parts.pop("report")
    write_project(tmp_path, {"inbox.toml": "", **parts})
    report = check(tmp_path)
    printed = print_report(report, "text", ReportStyle()) + "\n"
    finds = re.search(r"^finds: (.+)$", text, re.MULTILINE)
    assert finds is not None
    assert sorted(one.rule for one in report.diagnostics) == finds[1].split()
    if os.environ.get("REWRITE_GOLDEN"):
        head = text[: text.index("=== report\n")]
        file.write_bytes(f"{head}=== report\n{printed}".encode())
    else:
        assert printed == expected


def test_there_are_sixty_of_them() -> None:
    assert len(PROJECTS) >= 60
