"""Every command, given everything that is not a template: one sentence, exit 2, nothing written."""

import os
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project, write_project

COMMANDS = {
    "render": ("render",),
    "validate": ("validate",),
    "export": ("export",),
    "send": ("send", "--to", "me", "--dry-run"),
}

TARGETS = {
    "missing file": ("templates/none.json", "there is no template file `templates/none.json`"),
    "directory": ("templates/", "templates/ is a folder"),
    "directory named as a template": ("templates/folder.json", "is a folder"),
    "50 MB": ("templates/huge.json", "it has 50.0 MB"),
    "100,000 brackets": ("templates/deep.json", "nested deeper than 256 levels"),
    "symlink loop": ("templates/loop.json", "loop"),
    "outside the project": ("../outside.json", "is not a template of the project"),
    "unknown name": ("tt", "there is no template `tt`"),
    "not UTF-8": ("templates/bytes.json", "is not UTF-8: byte 0xff at offset 0"),
    "unreadable": ("templates/secret.json", "may not read it"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad") / "p"
    small_project(folder, '{"a": 1}')
    write_project(
        folder,
        {
            "../outside.json": '{"properties": {}}',
            "templates/deep.json": '{"properties": ' + "[" * 100_000,
            "templates/bytes.json": b"\xff",
            "templates/secret.json": "{}",
            "fixtures/profiles/deep.json": "[" * 100_000,
        },
    )
    with (folder / "templates/huge.json").open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)
    (folder / "templates/folder.json").mkdir()
    (folder / "notes").mkdir()
    loop = folder / "templates/loop.json"
    loop.symlink_to(loop)
    (folder / "templates/secret.json").chmod(0)
    return folder


def files(folder: Path) -> set[tuple[str, int]]:
    return {(str(path), path.lstat().st_mtime_ns) for path in folder.rglob("*")}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("command", COMMANDS)
def test_one_clear_sentence_and_2(
    project: Path, capsys: pytest.CaptureFixture[str], command: str, target: str
) -> None:
    if target == "unreadable" and hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root reads everything")
    path, message = TARGETS[target]
    if (command, target) == ("validate", "directory"):
        path, message = "notes/", "there is no template under notes/"
    elif (command, target) == ("validate", "directory named as a template"):
        message = "there is no template under templates/folder.json/"
    before = files(project)
    name, *options = COMMANDS[command]
    ran = invoke(capsys, project, name, path, *options)
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert lines[0].startswith("error: ")
    assert message in lines[0]
    assert lines[1].startswith("  help: ")
    assert len(lines) == 2
    assert files(project) == before


@pytest.mark.parametrize("command", [*COMMANDS, "list"])
def test_an_empty_project_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    write_project(tmp_path, {"inbox.toml": ""})
    name, *options = COMMANDS.get(command, (command,))
    arguments = [] if command in ("list", "validate") else ["t"]
    ran = invoke(capsys, tmp_path, name, *arguments, *options)
    assert (ran.code, ran.out) == (2, "")
    assert "there" in ran.err
    assert "help: " in ran.err


def test_a_broken_fixture_that_is_named_is_2(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, "render", "t", "--profile", "deep")
    assert (ran.code, ran.out) == (2, "")
    assert "fixtures/profiles/deep.json: nested deeper than 256 levels" in ran.err
