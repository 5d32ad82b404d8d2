"""What only shows where several messages meet; the whole way is in commands/test_send.py."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.loopback import Loopback, as_json, serve_loopback
from tests.support.projects import small_project
from tests.support.scripted_api import KEY, ScriptedApi

ROOT = Path(__file__).resolve().parents[3]
ARGS = ("send", "t", "--to", "id:a", "--to", "id:b", "--to", "id:c", "--yes", "--wait", "0.5")


@pytest.fixture
def api() -> ScriptedApi:
    return ScriptedApi()


@pytest.fixture
def server(api: ScriptedApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
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
    project: Path, api: ScriptedApi, capsys: pytest.CaptureFixture[str]
) -> None:
    api.stories = {"a": [{"sent": 1}], "b": [{"failed": 1}], "c": [None]}
    ran = invoke(capsys, project, *ARGS)
    assert ran.code == 5
    assert ran.out.splitlines()[-1] == "3 messages: 1 sent, 1 failed, 1 not decided yet"
    api.stories["c"] = [{"sent": 1}]
    assert invoke(capsys, project, *ARGS).code == 1


@pytest.mark.usefixtures("server")
def test_a_refused_one_keeps_its_code_and_is_tried_again(
    project: Path, api: ScriptedApi, capsys: pytest.CaptureFixture[str]
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
    assert ran.out.splitlines()[-1] == "3 messages: 1 refused, 2 not tried"


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


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_run_that_is_killed_again_and_again_delivers_none_twice(
    project: Path, server: Loopback, api: ScriptedApi
) -> None:
    people = [f"id:p{number}" for number in range(8)]
    (project / "inbox.toml").write_text(f"[send]\nrecipients = {json.dumps(people)}\n")
    words = [sys.executable, "-m", "inbox_toolkit", "send", "t", "--yes", "--no-wait"]
    words += [word for person in people for word in ("--to", person)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    for kill_at in (2, 4, 5):
        with subprocess.Popen(
            words, cwd=project, env=environ, stderr=subprocess.DEVNULL
        ) as process:
            server.wait_for_requests(kill_at)
            process.kill()
    done = subprocess.run(words, cwd=project, env=environ, capture_output=True, check=False)
    persons = [str(sent["identifiers"]) for sent in api.sent]
    assert len(persons) == len(set(persons)), done.stdout
    lost = done.stdout.decode().count("an interrupted run may have sent it")
    assert lost <= 3
    assert len(persons) >= len(people) - lost
