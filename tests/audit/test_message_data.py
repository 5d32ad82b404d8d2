from pathlib import Path

import pytest
from inbox_toolkit.audit.message_data import message_data
from inbox_toolkit.errors import UsageError
from inbox_toolkit.workspace.workspace import Workspace, open_workspace

from tests.support.projects import small_project, write_project

BRANCHES = (
    '{ {% if trigger.kind == "a" %}"x": 1{% elsif trigger.count > 10 %}"x": {{ trigger.count }}'
    '{% else %}"x": 3{% endif %}}'
)


def opened(folder: Path, properties: str, *, fixtures: bool) -> Workspace:
    project = small_project(folder, properties)
    if not fixtures:
        (project / "fixtures/message_data/t/standard.json").unlink()
    else:
        write_project(project, {"fixtures/message_data/t/other.json": {"kind": "a"}})
    return open_workspace(project)


def test_each_fixture(tmp_path: Path) -> None:
    workspace = opened(tmp_path, BRANCHES, fixtures=True)
    found = message_data(workspace.template("t"), workspace)
    assert [one.name for one in found if one] == ["other", "standard"]


def test_one_by_name(tmp_path: Path) -> None:
    workspace = opened(tmp_path, BRANCHES, fixtures=True)
    template = workspace.template("t")
    assert [one.name for one in message_data(template, workspace, "other") if one] == ["other"]
    with pytest.raises(UsageError, match="othr"):
        message_data(template, workspace, "othr")


def test_without_fixtures_it_reaches_every_branch(tmp_path: Path) -> None:
    workspace = opened(tmp_path, BRANCHES, fixtures=False)
    found = [one.data for one in message_data(workspace.template("t"), workspace) if one]
    assert {"a"} <= {one.get("kind") for one in found}
    assert any(isinstance(one.get("count"), int) and one["count"] > 10 for one in found)
    assert len(found) == 3


def test_a_template_that_reads_none_has_none(tmp_path: Path) -> None:
    workspace = opened(tmp_path, '{"a": {{ customer.first_name | json }}}', fixtures=False)
    assert message_data(workspace.template("t"), workspace) == (None,)
