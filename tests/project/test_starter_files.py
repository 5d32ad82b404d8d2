import importlib
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import find_config, load_config
from inbox_toolkit.project.starter_files import (
    GITLAB_INCLUDE,
    GITLAB_MAIN,
    PROJECT,
    SERVICES,
    ci_files,
    has_text,
    missing_files,
    project_files,
    repository_files,
    repository_of,
    schema_files,
    template_files,
    write_new,
)
from inbox_toolkit.schemas.checking import Checker

from tests.support.projects import check

STARTER = Path(__file__).parents[2] / "toolkit/inbox_toolkit/project/starter"


def yaml(text: str) -> Any:
    """Read YAML with the parser that the documentation's builder brings along; it has no types."""
    return importlib.import_module("yaml").safe_load(text)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_new(tmp_path, project_files(tmp_path) | schema_files() | repository_files())
    return tmp_path


def test_a_new_project_has_nothing_to_report(project: Path) -> None:
    write_new(project, template_files("invoice_due", find_config(project)))
    report = check(project)
    assert report.diagnostics == ()
    assert (report.templates, report.cases) == (3, 15)
    assert report.branches.reached == report.branches.total


def test_every_file_of_the_starter_is_given_out() -> None:
    there = {
        path.relative_to(STARTER).as_posix().replace("dot-", ".")
        for path in STARTER.rglob("*")
        if path.is_file() and path.parent.name != "ci"
    }
    assert there == {*PROJECT, *repository_files()}


def test_one_template_is_json_and_the_other_shows_the_rest_of_liquid() -> None:
    json.loads((STARTER / "templates/welcome.json").read_text(encoding="utf-8"))
    text = (STARTER / "templates/order_shipped.json.liquid").read_text(encoding="utf-8")
    for shown in ("| default:", "{%- if", "{%- for", "| json"):
        assert shown in text


def test_someone_among_the_people_means_harm() -> None:
    text = (STARTER / "fixtures/profiles/hostile.json").read_text(encoding="utf-8")
    name = json.loads(text)["first_name"]
    for char in '"\\\n<{':
        assert char in name


def test_every_setting_told_of_is_one_and_as_it_would_be(tmp_path: Path) -> None:
    """What stands behind a # is a setting too: with every # taken away the file still loads."""
    text = (STARTER / "inbox.toml").read_text(encoding="utf-8")
    opened = re.sub(r"^# (?=[a-z-]+ = |\[)", "", text, flags=re.MULTILINE)
    assert len(tomllib.loads(opened)) > len(tomllib.loads(text))
    (tmp_path / "inbox.toml").write_text(opened, encoding="utf-8")
    load_config(tmp_path / "inbox.toml")


def wired(project: Path) -> list[tuple[Path, Path]]:
    """Return each schema the editor is pointed at, with a file it is meant for."""
    settings = json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8"))
    found = []
    for entry in settings["json.schemas"]:
        wanted = [one for one in entry["fileMatch"] if not one.startswith("!")]
        left_out = [one[1:] for one in entry["fileMatch"] if one.startswith("!")]
        for path in project.rglob("*.json"):
            name = "/" + path.relative_to(project).as_posix()
            is_out = any(fnmatch(name, one) for one in left_out)
            if not is_out and any(fnmatch(name, one) for one in wanted):
                found.append((project / entry["url"], path))
    return found


def test_the_editor_finds_every_schema_in_the_project_and_the_files_fit(project: Path) -> None:
    found = wired(project)
    assert {path.name for _, path in found} == {
        "welcome.json", "standard.json", "express.json", "nothing_listed.json",
    }  # fmt: skip
    for schema, path in found:
        checker = Checker(json.loads(schema.read_text(encoding="utf-8")))
        assert checker.problems(json.loads(path.read_text(encoding="utf-8"))) == []


def test_the_schemas_named_in_the_files_are_there(project: Path) -> None:
    for path in (project / "templates").glob("*"):
        named = re.search(r'"\$schema": "(?P<at>\.[^"]*)"', path.read_text(encoding="utf-8"))
        assert named is None or (path.parent / named["at"]).is_file()
    first = (project / "inbox.toml").read_text(encoding="utf-8").splitlines()[0]
    assert (project / first.removeprefix("#:schema ")).is_file()


@pytest.mark.parametrize(
    ("name", "text"), [("inbox.toml", ""), ("pyproject.toml", "[tool.inbox]\n")]
)
def test_a_project_is_not_made_again(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ProjectError, match=f"its settings are in {name}") as caught:
        project_files(tmp_path)
    assert "inbox new" in str(caught.value.help)


@pytest.mark.parametrize("folder", [".", "messages", "a b/ü 'x' \"y\": #z"])
@pytest.mark.parametrize("service", SERVICES)
def test_a_ci_file_is_yaml_and_enters_the_project(service: str, folder: str) -> None:
    found = ci_files(service, PurePosixPath(folder))
    read = yaml(found[SERVICES[service]])
    if service == "github":
        (job,) = read["jobs"].values()
        assert job["defaults"]["run"]["working-directory"] == folder
        steps = [step["run"] for step in job["steps"] if "run" in step]
    else:
        steps = read["inbox messages"]["script"]
        (entering,) = [step for step in steps if step.startswith("cd ")]
        assert shlex.split(entering) == ["cd", folder]
        assert yaml(found[GITLAB_MAIN])["include"][0]["local"] == SERVICES["gitlab"]
        assert found[GITLAB_MAIN] == GITLAB_INCLUDE
    assert any("inbox validate" in step for step in steps)


@pytest.mark.parametrize("service", SERVICES)
def test_a_ci_file_stops_where_nobody_said_where_the_toolkit_is(service: str) -> None:
    text = ci_files(service, PurePosixPath())[SERVICES[service]]
    (line,) = [line.strip() for line in text.splitlines() if "pip install" in line]
    done = subprocess.run(
        [shutil.which("sh") or "sh", "-c", line],
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "INBOX_TOOLKIT: is not set" in done.stderr


def test_the_repository_is_the_nearest_one_above_even_of_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "inner").mkdir()
    assert repository_of(tmp_path / "inner/not/there") == tmp_path
    (tmp_path / "inner/.git").write_text("gitdir: elsewhere")  # a worktree's
    assert repository_of(tmp_path / "inner/not/there") == tmp_path / "inner"


def test_outside_a_repository_the_project_is_its_own(tmp_path: Path) -> None:
    assert repository_of(tmp_path) == tmp_path


def test_what_is_there_is_not_lacking(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    assert missing_files(tmp_path, {"a": "1", "b": "2"}) == {"b": "2"}


@pytest.mark.parametrize(
    ("content", "same"), [(b"a\nb\n", True), (b"a\r\nb\r\n", True), (b"a", False), (b"\xff", False)]
)
def test_a_file_is_the_same_whatever_its_line_ends(
    tmp_path: Path, content: bytes, same: bool
) -> None:
    (tmp_path / "f").write_bytes(content)
    assert has_text(tmp_path / "f", "a\nb\n") is same
    assert not has_text(tmp_path / "missing", "a\nb\n")
