"""What only shows where several messages meet; the whole way is in commands/test_send.py."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.loopback import Loopback, as_json, serve_loopback
from tests.support.playing import KEY, PlayedApi
from tests.support.projects import small_project

ARGS = ("send", "t", "--to", "id:a", "--to", "id:b", "--to", "id:c", "--yes", "--wait", "0.5")


@pytest.fixture
def api() -> PlayedApi:
    return PlayedApi()


@pytest.fixture
def server(api: PlayedApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    with serve_loopback() as loopback:
        loopback.route = api
        monkeypatch.setenv("CIO_API_URL", loopback.url)
        yield loopback


@pytest.fixture
def project(tmp_path: Path) -> Path:
    small_project(tmp_path, '{"a": "b"}')
    (tmp_path / "inbox.toml").write_text('[send]\nrecipients = ["id:a", "id:b", "id:c"]\n')
    return tmp_path


@pytest.mark.usefixtures("server")
def test_each_verdict_weighs(
    project: Path, api: PlayedApi, capsys: pytest.CaptureFixture[str]
) -> None:
    api.stories = {"a": [{"sent": 1}], "b": [{"failed": 1}], "c": [None]}
    ran = invoke(capsys, project, *ARGS)
    assert ran.code == 5
    assert ran.out.splitlines()[-1] == "3 messages: 1 sent, 1 failed, 1 not judged yet"
    api.stories["c"] = [{"sent": 1}]
    assert invoke(capsys, project, *ARGS).code == 1


@pytest.mark.usefixtures("server")
def test_a_refused_one_keeps_its_code_and_is_tried_again(
    project: Path, api: PlayedApi, capsys: pytest.CaptureFixture[str]
) -> None:
    api.refused["b"] = as_json({"meta": {"error": "no such person"}}, 400)
    ran = invoke(capsys, project, *ARGS)
    assert ran.code == 5
    assert ran.out.splitlines()[-1] == "3 messages: 1 refused, 2 sent"
    api.refused.clear()
    assert invoke(capsys, project, *ARGS).code == 0
    assert len(api.sent) == 3


def test_a_key_nobody_knows_stops_all(
    project: Path,
    server: Loopback,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", "wrong")
    ran = invoke(capsys, project, *ARGS)
    assert ran.code == 3
    assert len(server.seen) == 1
    assert ran.out.splitlines()[-1] == "3 messages: 1 refused, 2 left"


def test_a_service_account_sends_and_says_it_cannot_follow(
    project: Path,
    server: Loopback,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.route = lambda seen: as_json({"delivery_id": "d"})
    monkeypatch.setenv("CIO_WORKSPACE_ID", "7")
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", "sa_live_x")
    for args in (ARGS, (*ARGS[:4], "--yes")):
        ran = invoke(capsys, project, *args)
        assert ran.code == 0
        assert "not followed: a service account may only send" in ran.err
    assert {seen.headers["x-workspace-id"] for seen in server.seen} == {"7"}
    assert {seen.method for seen in server.seen} == {"POST"}
