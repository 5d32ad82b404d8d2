from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import parse_time
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    small_project(tmp_path / "p", '{"a": "{{ trigger.x.y }}"}', data={"x": {"y": 1}})
    return write_project(
        tmp_path / "p",
        {"templates/t.fr.json": '{"properties": {}}', "templates/u.json": '{"properties": {}}'},
    )


def test_a_template_is_found_by_name_language_and_path(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    workspace = open_workspace(Path())
    assert workspace.template("t").label == "t"
    assert workspace.template("t.fr").label == "t.fr"
    assert workspace.template("templates/t.json").label == "t"
    assert [one.label for one in workspace.select(["t"])] == ["t", "t.fr"]
    assert len(workspace.select([])) == 3


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tt", "there is no template `tt`"),
        ("templates/tt.json", "there is no template file `templates/tt.json`"),
        ("templates/", "templates/ is a folder"),
        ("../outside.json", "is not a template of the project"),
    ],
)
def test_a_wrong_name_is_answered_clearly(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    write_project(project.parent, {"outside.json": "{}"})
    monkeypatch.chdir(project)
    with pytest.raises(UsageError) as caught:
        open_workspace(Path()).template(name)
    assert message in caught.value.message
    assert caught.value.help


def test_a_case_takes_changes(project: Path) -> None:
    case = open_workspace(project).case(
        "t", profile=None, data=None, changes=["trigger.x.y=2", "customer.name=Eve"]
    )
    assert case.message_data == {"x": {"y": 2}}
    assert case.profile.data == {"first_name": "Ada", "name": "Eve"}


def test_an_unknown_fixture_is_answered_with_the_nearest(project: Path) -> None:
    with pytest.raises(UsageError) as caught:
        open_workspace(project).case("t", profile="adda", data=None)
    assert caught.value.help == "did you mean `ada`?"


def test_a_wrong_clock_is_named() -> None:
    with pytest.raises(ProjectError, match="--now is not a time"):
        parse_time("soon", "--now")
