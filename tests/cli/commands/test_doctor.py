import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.cli.commands.doctor import command

from tests.support.commands import invoke
from tests.support.loopback import Loopback, as_json, serve_loopback
from tests.support.projects import small_project

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with serve_loopback() as loopback:
        loopback.route = lambda seen: as_json({"workspaces": [{"id": 7, "name": "Acme"}]})
        monkeypatch.setenv("CIO_API_URL", loopback.url)
        yield loopback


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path, '{"a": "b"}')


@pytest.mark.usefixtures("server")
def test_all_is_well(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    monkeypatch.setenv("CIO_ME", "id:ada")
    (project / "inbox.toml").write_text('[send]\nrecipients = ["id:ada"]\n')
    ran = invoke(capsys, project, "doctor")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert all(line.startswith("  ✓ ") for line in lines)
    assert f"  ✓ the project is {project}" in lines
    assert "  ✓ the key comes from CUSTOMERIO_APP_API_KEY" in lines
    assert any("for Acme (id 7)" in line for line in lines)
    assert KEY not in ran.out


@pytest.mark.usefixtures("server")
def test_what_is_missing_comes_with_its_remedy(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, "doctor")
    assert ran.code == 3
    assert "· no recipients are allowed but `me`\n      help: add to inbox.toml" in ran.out
    assert "✗ there is no key for the App API\n      help: set CUSTOMERIO_APP_API_KEY" in ran.out
    assert "✓ the service answers in 127.0.0.1:" in ran.out  # it goes on


@pytest.mark.usefixtures("server")
def test_outside_a_project_the_key_is_checked_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    ran = invoke(capsys, tmp_path, "doctor")
    assert ran.code == 2
    assert "✗ no inbox project here" in ran.out
    assert "`me` is not set" in ran.out
    assert "for Acme (id 7)" in ran.out


def test_a_service_account_is_not_asked_to_read(
    project: Path,
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CIO_TOKEN", "sa_live_x")
    monkeypatch.setenv("CIO_WORKSPACE_ID", "7")
    ran = invoke(capsys, project, "doctor")
    assert ran.code == 0
    assert "it may only send" in ran.out
    assert server.seen == []


def test_a_service_that_cannot_be_asked_is_5(
    project: Path,
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    monkeypatch.setenv("CIO_API_URL", server.url.replace("http:", "https:"))
    ran = invoke(capsys, project, "doctor")
    assert ran.code == 5
    assert "TLS failed" in ran.out


def test_a_wrong_option_is_2(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.name == "doctor"
    assert invoke(capsys, project, "doctor", "--region", "mars").code == 2


def test_a_key_that_may_not_list_workspaces_is_asked_for_the_rest(
    project: Path,
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    server.route = lambda seen: as_json({}, 403 if seen.path == "/v1/workspaces" else 200)
    ran = invoke(capsys, project, "doctor")
    assert ran.code == 4
    assert "✓ the key may read deliveries" in ran.out


@pytest.mark.usefixtures("server")
def test_json_has_every_check(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    ran = invoke(capsys, project, "doctor", "--format", "json")
    rows = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert {row["status"] for row in rows} == {"good", "warning"}
    assert all(row["help"] for row in rows if row["status"] == "warning")
