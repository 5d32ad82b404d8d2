from pathlib import Path

import pytest
from inbox_toolkit.project import discovery
from inbox_toolkit.project.discovery import projects_below

from tests.support.projects import write_project

MONOREPO = {
    "shop/messages/inbox.toml": "",
    "shop/messages/archive/inbox.toml": "",
    "billing/pyproject.toml": "[tool.inbox]",
    "other/pyproject.toml": "[tool.ruff]",
    "node_modules/a/inbox.toml": "",
    ".hidden/inbox.toml": "",
    "a/b/c/d/e/f/inbox.toml": "",
}


def test_each_project_is_found_and_none_inside_another(tmp_path: Path) -> None:
    write_project(tmp_path, MONOREPO)
    found = [one.relative_to(tmp_path).as_posix() for one in projects_below(tmp_path)]
    assert found == ["billing", "shop/messages"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write_project(tmp_path, {"shop/inbox.toml": ""})
    (tmp_path / "shop/loop").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "shop")
    assert projects_below(tmp_path) == (tmp_path / "shop",)


def test_it_gives_up_in_a_very_large_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "MAX_FOLDERS", 3)
    write_project(tmp_path, MONOREPO)
    assert len(projects_below(tmp_path)) <= 1


def test_a_folder_that_may_not_be_read_is_passed_over(tmp_path: Path) -> None:
    assert projects_below(tmp_path / "nowhere") == ()
