"""A corpus of idiomatic good templates, in which no rule may find an error or a warning.

Each file in ``good_templates`` holds the members of a template's properties, and its profiles and
message data, one JSON object a line; ``legacy: no`` in one that legacy Liquid cannot express.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity

from tests.support.projects import EXPIRATION, check, write_project

FILES = sorted((Path(__file__).parent / "good_templates").glob("*.txt"))
LEGACY = [file for file in FILES if file.read_text("utf-8").startswith("legacy: yes")]


def sections(file: Path) -> dict[str, str]:
    parts = re.split(r"^=== (\w+)\n", file.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def write_good_template(folder: Path, file: Path, *, more: str = "", config: str = "") -> Path:
    parts = sections(file)
    files: dict[str, object] = {
        "inbox.toml": config,
        "templates/t.json.liquid": _template(parts["properties"], f", {EXPIRATION}{more}"),
    }
    files |= {f"fixtures/profiles/p{n}.json": one for n, one in _objects(parts["profiles"])}
    files |= {f"fixtures/message_data/t/d{n}.json": one for n, one in _objects(parts["data"])}
    for name in ("snippets", "objects"):
        if name in parts:
            files[f"fixtures/{name}.json"] = parts[name]
    if "translation" in parts:
        files["templates/t.fr.json.liquid"] = _template(parts["translation"], "")
    return write_project(folder, files)


def _template(members: str, envelope: str) -> str:
    return '{"properties": {\n' + members.strip("\n") + "\n}" + envelope + "}\n"


def _objects(lines: str) -> Iterator[tuple[int, object]]:
    return enumerate(json.loads(line) for line in lines.splitlines())


def alarms(folder: Path) -> list[tuple[str, str, str]]:
    def marked(one: Diagnostic) -> tuple[str, str, str]:
        return one.rule, one.span.of(one.source.text), one.message

    report = check(folder)
    assert report.crashes == ()
    return [marked(one) for one in report.diagnostics if one.severity is not Severity.INFO]


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 80
    assert len(LEGACY) >= 50


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_reported(tmp_path: Path, file: Path) -> None:
    assert alarms(write_good_template(tmp_path, file)) == []


@pytest.mark.parametrize("file", LEGACY, ids=lambda file: file.stem)
def test_nothing_is_reported_in_legacy(tmp_path: Path, file: Path) -> None:
    assert alarms(write_good_template(tmp_path, file, more=', "liquid": "legacy"')) == []


@pytest.mark.parametrize("file", FILES[::4], ids=lambda file: file.stem)
def test_nothing_is_reported_in_a_windows_file(tmp_path: Path, file: Path) -> None:
    folder = write_good_template(tmp_path, file)
    template = folder / "templates/t.json.liquid"
    text = template.read_text("utf-8").replace('{"properties": {', '{"properties": {"e": "🪨",', 1)
    template.write_bytes(text.replace("\n", "\r\n").encode())
    assert alarms(folder) == []
