"""What is written below ``.inbox`` never reaches a file that the toolkit did not make."""

import os
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.state_folder import state_path

from tests.security.conftest import Run
from tests.support.hostile import SECRET, hostile_project, victim

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = hostile_project(tmp_path)
    (root / "inbox.toml").write_text('[send]\nrecipients = ["id:1", "id:2"]\n')
    return root


def use(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Run a command that keeps something, against a service that is not there."""
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    monkeypatch.setenv("CIO_API_URL", "http://127.0.0.1:9")
    if command == "send":
        run(root, *("send", "t", "--to", "id:1", "--to", "id:2", "--all-cases", "--yes", "--force"))
    else:
        state_path(root, "sandbox.db")


@pytest.mark.parametrize("command", ["send", "sandbox"])
def test_a_linked_gitignore_is_not_written_through(
    run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    secret = victim(tmp_path)
    (root / ".inbox").mkdir()
    (root / ".inbox/.gitignore").symlink_to(secret)
    use(run, root, monkeypatch, command)
    assert secret.read_text() == SECRET


@pytest.mark.parametrize("command", ["send", "sandbox"])
def test_a_dangling_gitignore_makes_no_file(
    run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (root / ".inbox").mkdir()
    (root / ".inbox/.gitignore").symlink_to(tmp_path / "new")
    use(run, root, monkeypatch, command)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("parts", [("sends", "x.jsonl"), ("sandbox.db",)])
@pytest.mark.parametrize("linked", [".inbox", ".inbox/sends"])
def test_a_linked_folder_is_refused(
    root: Path, tmp_path: Path, linked: str, parts: tuple[str, ...]
) -> None:
    outside = victim(tmp_path).parent
    (root / linked).parent.mkdir(exist_ok=True)
    (root / linked).symlink_to(outside)
    if linked == ".inbox" or "sends" in parts:
        with pytest.raises(ProjectError, match="no folder of its own"):
            state_path(root, *parts)
    assert sorted(one.name for one in outside.iterdir()) == ["secret.json"]


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal", ".lock"])
def test_a_linked_database_is_refused(run: Run, root: Path, tmp_path: Path, suffix: str) -> None:
    secret = victim(tmp_path)
    secret.write_text("")  # SQLite would make a database of it
    (root / ".inbox").mkdir()
    (root / f".inbox/sandbox.db{suffix}").symlink_to(secret)
    with pytest.raises(ProjectError, match="no regular file"):
        state_path(root, "sandbox.db")
    assert run(root, "sandbox", "--port", "0").code == 2
    assert secret.read_text() == ""


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), os.mkfifo])
def test_nothing_but_a_file_is_taken(root: Path, make: object) -> None:
    (root / ".inbox").mkdir()
    make(root / ".inbox/sandbox.db")  # type: ignore[operator]
    with pytest.raises(ProjectError, match="no regular file"):
        state_path(root, "sandbox.db")


def test_a_gitignore_of_the_users_stays(root: Path) -> None:
    (root / ".inbox").mkdir()
    (root / ".inbox/.gitignore").write_text("sandbox.db\n")
    state_path(root, "sandbox.db")
    assert (root / ".inbox/.gitignore").read_text() == "sandbox.db\n"


def test_a_folder_that_is_new_is_ignored_by_git(root: Path) -> None:
    path = state_path(root, "sends", "plan.jsonl")
    path.write_text("")
    assert state_path(root, "sends", "plan.jsonl") == path == root / ".inbox/sends/plan.jsonl"
    assert (root / ".inbox/.gitignore").read_text() == "*\n"
