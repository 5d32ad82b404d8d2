from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.workspace.git import changed_since, files_at

from tests.support.repositories import committed_project, git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return committed_project(tmp_path)


def test_nothing_has_changed_at_first(repository: Path) -> None:
    assert changed_since(repository / "messages", "HEAD") == frozenset()


def test_edited_staged_new_and_deleted_files_are_named_from_the_project(repository: Path) -> None:
    project = repository / "messages"
    (project / "templates/t.json").write_text("{}")
    (project / "templates/ü \n.json").write_text("{}")
    (project / "fixtures/profiles/ada.json").unlink()
    (project / "inbox.toml").write_text("# x")
    git(project, "add", "inbox.toml")
    (repository / "outside.txt").write_text("x")
    assert changed_since(project, "HEAD") == {
        "templates/t.json",
        "templates/ü \n.json",
        "fixtures/profiles/ada.json",
        "inbox.toml",
    }
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "two")
    assert len(changed_since(project, "HEAD~1")) == 4


@pytest.mark.parametrize("revision", ["nope", "--output=x", "-p", ""])
def test_an_unknown_revision_is_said(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError):
        changed_since(repository / "messages", revision)
    assert not (repository / "messages" / "x").exists()


def test_no_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a git repository"):
        changed_since(tmp_path, "HEAD")


def test_no_git_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(UsageError, match="git is not installed"):
        changed_since(repository, "HEAD")


def test_files_are_named_from_the_project(repository: Path) -> None:
    found = files_at(repository / "messages", "HEAD")
    assert "templates/t.json" in found
    assert not [name for name in found if name.startswith("messages")]
