"""The app as a whole: who may ask it, and that it needs no server."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.sandbox.app import create_app
from inbox_toolkit.sandbox.service import Setup

from tests.support.asgi import ask

KEY = {"authorization": "Bearer x"}


def test_it_answers_without_a_server(folder: Path) -> None:
    app = create_app(folder)
    assert ask(app, "/v1/workspaces", headers=KEY).status == 200
    app.close()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:4700", "[", ""])
def test_a_foreign_name_pointed_here_is_refused(folder: Path, host: str) -> None:
    app = create_app(folder)
    answer = ask(app, "/v1/workspaces", headers=KEY, host=host)
    assert (answer.status, "does not answer for" in answer.text) == (403, True)
    app.close()


def test_a_name_can_be_allowed(folder: Path) -> None:
    app = create_app(folder, names=frozenset({"sandbox"}))
    assert ask(app, "/v1/workspaces", headers=KEY, host="sandbox:4700").status == 200
    app.close()


def test_no_project_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        create_app(tmp_path)


def test_two_sandboxes_do_not_share_a_journal(folder: Path, tmp_path: Path) -> None:
    setup = Setup(db=tmp_path / "journal.db")
    app = create_app(folder, setup)
    with pytest.raises(UsageError, match="another sandbox is using journal"):
        create_app(folder, setup)
    app.close()
    create_app(folder, setup).close()
