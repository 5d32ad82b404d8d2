"""Findings stand in the file they are about, and are those of ``inbox validate``."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Report

from tests.language_server.test_serve_messages import Client
from tests.support.projects import check, write_project
from tests.validation.test_projects import PROJECTS, sections

Key = tuple[str, str, int, int, str]


async def _published(folder: Path, names: list[str]) -> Counter[Key]:
    """Open files one after the other and return what is known of them in the end."""
    client = Client(folder)
    await client.begin()
    paths = []
    for name in names:
        paths.append(folder / name)
        await client.open(folder / name, (folder / name).read_bytes().decode())
    await client.ask("shutdown", None)
    await client.end()
    latest = {one["params"]["uri"]: one["params"]["diagnostics"] for one in client.seen if one.get("method") == "textDocument/publishDiagnostics"}  # fmt: skip
    found: Counter[Key] = Counter()
    for path in paths:
        for one in latest[path.as_uri()]:
            start = one["range"]["start"]
            name = path.relative_to(folder).as_posix()
            message = one["message"].partition("\n")[0]
            found[one["code"], name, start["line"], start["character"], message] += 1
    return found


def _opened(path: Path, folder: Path) -> str:
    """Return the name of a file if an editor would open it for us; "" if not."""
    if not path.is_file() or path.suffix not in (".json", ".liquid", ".toml"):
        return ""
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        return ""
    return path.relative_to(folder).as_posix()


def _expected(report: Report, names: set[str]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for one in report.diagnostics:
        if one.file in names:
            text = one.source.text
            before = text[: one.span.start].replace("\r\n", "\n").replace("\r", "\n")
            line, character = before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2  # fmt: skip
            found[one.rule, one.file, line, character, one.message.partition("\n")[0]] += 1
    return found


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.stem)
def test_each_file_shows_what_validate_says_of_it(tmp_path: Path, file: Path) -> None:
    parts = dict(sections(file.read_bytes().decode()))
    parts.pop("report")
    folder = write_project(tmp_path, {"inbox.toml": "", **parts})
    names = sorted(name for path in folder.rglob("*") if (name := _opened(path, folder)))
    expected = _expected(check(folder), set(names))
    found = asyncio.run(_published(folder, names))
    assert not expected - found
    if not any(key[0] == "liquid-syntax" for key in expected):
        assert not found - expected
