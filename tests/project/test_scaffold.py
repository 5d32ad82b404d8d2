from pathlib import Path

import pytest

from tests.support.projects import check
from toolkit.errors import ProjectError, UsageError
from toolkit.project.config import Config
from toolkit.project.discovery import find_config
from toolkit.project.scaffold import project_files, template_files, write_new


def test_a_new_project_is_clean_under_every_recommended_rule(tmp_path: Path) -> None:
    write_new(tmp_path, project_files(tmp_path))
    write_new(tmp_path, template_files("order_shipped", find_config(tmp_path)))
    report = check(tmp_path)
    assert report.diagnostics == ()
    assert (report.templates, report.cases) == (2, 4)


def test_nothing_that_exists_is_touched_and_nothing_else_written(tmp_path: Path) -> None:
    (tmp_path / "inbox.toml").write_text("# mine")
    with pytest.raises(ProjectError, match=r"inbox\.toml exists already"):
        write_new(tmp_path, project_files(tmp_path))
    assert [path.name for path in tmp_path.rglob("*")] == ["inbox.toml"]
    assert (tmp_path / "inbox.toml").read_text() == "# mine"


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "fixtures").write_text("in the way")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_new(tmp_path, {"inbox.toml": "", "fixtures/profiles/a.json": "{}"})
    assert not (tmp_path / "inbox.toml").exists()


@pytest.mark.parametrize(
    "name", ["", "a/b", "../x", ".x", "welcome.fr", "a b", "ü", "-x", "a.json"]
)
def test_a_name_that_cannot_be_one_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a template's name"):
        template_files(name, Config(root=tmp_path))


@pytest.mark.parametrize("ending", [".json", ".json.liquid"])
def test_a_name_that_is_taken_is_said(tmp_path: Path, ending: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / f"templates/t{ending}").touch()
    with pytest.raises(ProjectError, match="exists already"):
        template_files("t", Config(root=tmp_path))
