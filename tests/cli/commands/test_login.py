import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.project.user_config import UserConfig, read_user_config, user_config_path

from tests.support.commands import CommandResult, invoke
from tests.support.loopback import Loopback, as_json, closed_port, serve_loopback
from tests.support.terminal import on_terminal

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with serve_loopback() as loopback:
        loopback.route = lambda seen: as_json({"workspaces": [{"id": 7, "name": "Acme"}]})
        monkeypatch.setenv("CIO_API_URL", loopback.url)
        yield loopback


@pytest.fixture
def path() -> Path:
    found = user_config_path(os.environ)
    assert found is not None
    return found


def login(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    typed: str,
    *args: str,
) -> CommandResult:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    ran = invoke(capsys, folder, "login", *args)
    assert KEY not in ran.out + ran.err
    return ran


def test_a_key_from_stdin_is_kept_for_its_owner_alone(
    tmp_path: Path,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran = login(capsys, monkeypatch, tmp_path, f"{KEY}\n", "--me", "id:ada", "--region", "eu")
    assert (ran.code, ran.err) == (0, "")
    assert str(path) in ran.out
    assert read_user_config(path) == UserConfig("id:ada", "eu", KEY, None)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_said_again_stays(
    tmp_path: Path,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert login(capsys, monkeypatch, tmp_path, KEY).code == 0
    assert login(capsys, monkeypatch, tmp_path, "", "--me", "email:a@b.c").code == 0
    assert read_user_config(path) == UserConfig("email:a@b.c", None, KEY, None)


@pytest.mark.parametrize(
    ("typed", "args", "code"),
    [
        ("", (), 3),
        ("two words", (), 3),
        ("sa_live_x", (), 3),
        (KEY, ("--me", "ada"), 2),
        (KEY, ("--region", "mars"), 2),
    ],
)
def test_what_cannot_be_kept_is_not(
    tmp_path: Path,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    args: tuple[str, ...],
    code: int,
) -> None:
    assert login(capsys, monkeypatch, tmp_path, typed, *args).code == code
    assert not path.exists()


def test_a_service_account_is_kept_with_its_workspace(
    tmp_path: Path,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert login(capsys, monkeypatch, tmp_path, "sa_live_x", "--workspace", "7").code == 0
    assert read_user_config(path) == UserConfig(None, None, "sa_live_x", 7)


def test_without_the_keyring_package_the_remedy_names_it(
    tmp_path: Path,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    ran = login(capsys, monkeypatch, tmp_path, KEY, "--keyring")
    assert ran.code == 3
    assert "inbox-toolkit[keyring]" in ran.err
    assert not path.exists()


def test_without_a_home_there_is_nowhere_to_keep_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name)
    assert login(capsys, monkeypatch, tmp_path, KEY).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_a_key_typed_on_a_terminal_is_not_shown(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    with on_terminal(tmp_path, environ, "login") as terminal:
        terminal.wait_for("App API key (hidden")
        terminal.type(f"{KEY}\n")
        assert terminal.leave() == 0
        assert KEY not in terminal.shown
    assert read_user_config(user_config_path(environ)).key == KEY


def test_the_service_is_asked_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = login(capsys, monkeypatch, tmp_path, f"{KEY}\n")
    assert ran.code == 0
    assert ran.out.splitlines()[1].endswith("for Acme (id 7)")


def test_a_key_that_the_service_does_not_know_is_3_and_not_stored(
    tmp_path: Path,
    path: Path,
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.route = lambda seen: as_json({}, 401)
    ran = login(capsys, monkeypatch, tmp_path, f"{KEY}\n")
    assert (ran.code, ran.out) == (3, "")
    assert not path.exists()


def test_a_key_is_stored_where_the_service_cannot_be_asked(
    tmp_path: Path,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CIO_API_URL", f"http://127.0.0.1:{closed_port()}")
    ran = login(capsys, monkeypatch, tmp_path, f"{KEY}\n")
    assert ran.code == 0
    assert "not checked: " in ran.out
    assert read_user_config(path).key == KEY


def test_a_key_without_the_right_to_list_workspaces_is_valid(
    tmp_path: Path,
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.route = lambda seen: as_json({}, 403)
    ran = login(capsys, monkeypatch, tmp_path, f"{KEY}\n")
    assert (ran.code, "may not list its workspaces" in ran.out) == (0, True)


def test_without_a_key_nobody_is_asked(
    tmp_path: Path,
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert login(capsys, monkeypatch, tmp_path, "", "--me", "id:ada").code == 0
    assert server.seen == []
