"""Every request is kept with its answer, refused ones too, and becomes one line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.cli.commands.sandbox import request_line
from inbox_toolkit.sandbox import request_log
from inbox_toolkit.sandbox.request_log import LoggedRequest, RequestLog, Settled, curl_command

from tests.support.sandbox_server import RunningSandbox


def page(sandbox: RunningSandbox, path: str, **headers: str) -> Any:
    return sandbox.ask("GET", f"/sandbox/{path}", headers=headers).json()


def act(sandbox: RunningSandbox, path: str, document: object = None, **change: str) -> Any:
    """Ask as the page itself does."""
    shell = sandbox.ask("GET", "/", headers={})
    token = shell.content.decode().partition('name="inbox-token" content="')[2].partition('"')[0]
    headers = {
        "Origin": sandbox.url,
        "X-Inbox-Token": token,
        "Cookie": shell.headers["set-cookie"].partition(";")[0],
        **change,
    }
    return sandbox.ask("POST", f"/sandbox/{path}", document, headers)


def test_every_request_is_listed_the_newest_first(sandbox: RunningSandbox) -> None:
    sandbox.delivered()
    sandbox.delivered({})
    sandbox.send(headers={"Authorization": ""})
    sandbox.ask("GET", "/v1/messages/none")
    sandbox.ask("GET", "/no/such/path", headers={"Host": "evil.example"})
    rows = page(sandbox, "requests")["requests"]
    assert [(one["status"], one["verdict"]) for one in rows] == [
        (403, "refused"),
        (404, "refused"),
        (401, "refused"),
        (200, "failed"),
        (200, "clean"),
    ]
    assert rows[3]["failure"] == "undefined variable: trigger.order_id"
    assert (rows[4]["template"], rows[4]["recipient"]) == ("order_shipped", "user_123")
    assert "does not answer for the host" in rows[0]["failure"]
    assert rows[2]["failure"]
    assert len({one["number"] for one in rows}) == 5


def test_the_list_is_searched_and_comes_in_pages(sandbox: RunningSandbox) -> None:
    for number in range(3):
        sandbox.delivered({"order_id": str(number)})
    sandbox.delivered({}, identifiers={"id": "user_9"})
    assert len(page(sandbox, "requests?search=USER_9")["requests"]) == 1
    assert len(page(sandbox, "requests?verdict=clean")["requests"]) == 3
    assert len(page(sandbox, "requests?person=user_9")["requests"]) == 1
    assert page(sandbox, "requests?search=nothing")["requests"] == []
    first = page(sandbox, "requests?limit=2")
    assert first["more"]
    rest = page(sandbox, f"requests?limit=2&before={first['requests'][-1]['number']}")
    assert (len(rest["requests"]), rest["more"]) == (2, False)
    assert sandbox.ask("GET", "/sandbox/requests?limit=x", headers={}).status == 400


def test_a_request_is_shown_with_its_answer_and_without_its_key(sandbox: RunningSandbox) -> None:
    sandbox.delivered({"order_id": "it's"})
    (row,) = page(sandbox, "requests")["requests"]
    answer = sandbox.ask("GET", f"/sandbox/requests/{row['number']}", headers={})
    assert b"5f2d8c01" not in answer.content
    found = answer.json()
    assert json.loads(found["body"])["message_data"] == {"order_id": "it's"}
    assert json.loads(found["answer"])["delivery_id"] == row["deliveryId"]
    assert found["delivery"]["message"]["properties"]["body"] == "Order it's"
    snippets = {one["language"]: one["text"] for one in found["snippets"]}
    assert list(snippets) == ["curl", "python", "node", "ruby", "go"]
    assert all("CUSTOMERIO_APP_API_KEY" in text for text in snippets.values())
    assert found["canResend"]
    assert sandbox.ask("GET", "/sandbox/requests/999", headers={}).status == 404


def test_the_curl_command_makes_the_request_again(sandbox: RunningSandbox, tmp_path: Path) -> None:
    sandbox.delivered({"order_id": 'it\'s $HOME `id` \\ "!"'})
    (row,) = page(sandbox, "requests")["requests"]
    command = page(sandbox, f"requests/{row['number']}")["snippets"][0]["text"]
    environment = {"CUSTOMERIO_APP_API_KEY": "k", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run(["sh", "-c", command], check=True, capture_output=True, env=environment)
    again, first = sandbox.outbox.deliveries()[::-1]
    assert again.request == first.request
    assert again.delivery_id != first.delivery_id


def test_a_request_is_made_again(sandbox: RunningSandbox) -> None:
    sandbox.delivered()
    sandbox.send(headers={"Authorization": ""})
    refused, sent = page(sandbox, "requests")["requests"]
    again = act(sandbox, "requests/resend", {"number": sent["number"]}).json()
    assert again["status"] == 200
    assert again["deliveryId"] not in (None, sent["deliveryId"])
    assert len(sandbox.outbox.deliveries()) == 2
    assert act(sandbox, "requests/resend", {"number": refused["number"]}).json()["status"] == 401
    numbers = [one["number"] for one in page(sandbox, "requests")["requests"]]
    assert again["number"] in numbers
    assert act(sandbox, "requests/resend", {"number": 999}).status == 404


def test_everything_is_cleared(sandbox: RunningSandbox) -> None:
    sandbox.delivered()
    draft = sandbox.send(queue_draft=True)
    assert draft.status == 200
    cleared = act(sandbox, "requests/clear", {}).json()
    assert cleared == {"requests": 2, "deliveries": 2}
    assert page(sandbox, "requests")["requests"] == []
    assert page(sandbox, "overview")["kept"] == 0
    sandbox.delivered()
    assert len(page(sandbox, "requests")["requests"]) == 1


def test_faults_are_switched_from_the_page(sandbox: RunningSandbox) -> None:
    fault = {"kind": "status", "on": "POST *", "status": 503}
    found = act(sandbox, "faults", {"faults": [fault]}).json()["faults"]
    assert (found[0]["setting"]["status"], found[0]["injected"]) == (503, 0)
    assert sandbox.send().status == 503
    (row,) = page(sandbox, "requests")["requests"]
    assert (row["fault"], row["verdict"]) == ("status", "refused")
    (kept,) = page(sandbox, "overview")["faults"]
    assert kept["injected"] == 1
    off = {"faults": [{**kept["setting"], "enabled": False}]}
    assert act(sandbox, "faults", off).json()["faults"][0]["injected"] == 1
    assert sandbox.send().status == 200
    act(sandbox, "faults", {"faults": []})
    assert page(sandbox, "overview")["faults"] == []
    wrong = act(sandbox, "faults", {"faults": [{"kind": "status", "status": 9}]})
    assert (wrong.status, "from 200 to 599" in wrong.content.decode()) == (400, True)
    assert act(sandbox, "faults", {"faults": [{"kind": "no-such"}]}).status == 400


@pytest.mark.parametrize("path", ["requests/clear", "requests/resend", "faults"])
@pytest.mark.parametrize(
    "change",
    [
        {"Origin": "http://evil.example"},
        {"Origin": ""},
        {"X-Inbox-Token": "guess"},
        {"Cookie": "inbox_sandbox_0=guess"},
        {"Host": "evil.example"},
    ],
)
def test_only_the_page_may_act(sandbox: RunningSandbox, path: str, change: dict[str, str]) -> None:
    sandbox.delivered()
    assert act(sandbox, path, {"number": 1, "faults": []}, **change).status == 403
    assert len(page(sandbox, "requests")["requests"]) == 1
    assert len(sandbox.outbox.deliveries()) == 1


def test_a_broken_connection_is_listed_too(sandbox: RunningSandbox) -> None:
    with pytest.raises(ConnectionError):
        sandbox.send(headers={"X-Sandbox-Fault": "reset"})
    (row,) = page(sandbox, "requests")["requests"]
    assert (row["status"], row["verdict"], row["fault"]) == (0, "refused", "reset")


def test_old_requests_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_log, "MAX_REQUESTS", 3)
    log = RequestLog(1)
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    for _ in range(5):
        log.finish(log.start(scope, 0.0))
    assert [one.number for one in log] == [5, 4, 3]
    assert (log.find(2), log.newest, log.clear(), len(log)) == (None, 5, 3, 0)


def logged(**more: Any) -> LoggedRequest:
    known: dict[str, Any] = {"number": 1, "at": 0.0, "method": "GET", "path": "/v1/x", "query": ""}
    return LoggedRequest(**{**known, "headers": {}, **more})


def test_a_line_is_washed_for_the_terminal() -> None:
    line = request_line(logged(path="/v1/\x1b[2J" + "x" * 999, status=401, answer=b"no\x07"), None)
    assert "\x1b" not in line
    assert "\x07" not in line
    assert len(line) < 400
    assert "✗ refused: no" in line


def test_a_command_of_any_path_is_one_command() -> None:
    command = curl_command("http://x", logged(path="/a';rm -rf /;'", query="b=$(id)"))
    words = subprocess.run(
        ["sh", "-c", f"set -- {command}; printf '%s\\n' \"$@\""],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert words == ["curl", "--request", "GET", "http://x/a';rm -rf /;'?b=$(id)"]


def test_a_send_is_reported_once_it_is_known_what_became_of_it(
    sandbox: RunningSandbox,
) -> None:
    lines: list[str] = []
    sandbox.service.requests._on_settled = lambda one, settled: lines.append(
        request_line(one, settled)[9:]
    )
    sandbox.delivered({})
    sandbox.delivered()
    sandbox.send(queue_draft=True)
    sandbox.send(headers={"Authorization": ""})
    sandbox.ask("GET", "/v1/snippets")
    sandbox.ask("GET", "/")  # the line before is printed once its answer has left
    assert lines == [
        "POST /v1/send/inbox_message 200 order_shipped → user_123"
        "  ✗ failed: undefined variable: trigger.order_id",
        "POST /v1/send/inbox_message 200 order_shipped → user_123  ✓ sent",
        "POST /v1/send/inbox_message 200 order_shipped → user_123  · drafted",
        lines[3],
        "GET /v1/snippets 200",
    ]
    assert lines[3].startswith("POST /v1/send/inbox_message 401  ✗ refused: ")


@pytest.mark.parametrize("quiet", [False, True])
def test_the_command_prints_a_line_per_request(folder: Path, quiet: bool) -> None:
    command = [sys.executable, "-m", "inbox_toolkit", "sandbox", "--port", "0", "--memory"]
    with subprocess.Popen(
        [*command, *(["--quiet"] if quiet else [])],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip().removeprefix("CIO_API_URL=")
        import urllib.error
        import urllib.request

        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{url}/v1/messages", timeout=20)
        process.terminate()
        said = process.stderr.read()
    assert ("GET /v1/messages 401  ✗ refused: " in said) is not quiet


def test_a_verdict_of_findings_is_a_triangle() -> None:
    from inbox_toolkit.sandbox.models import AcceptedSend
    from inbox_toolkit.sandbox.people import Person

    send = AcceptedSend("d", "welcome", 1, Person("c", {"id": "\x1b]0;x"}), {}, 0.0, 0.0)
    line = request_line(logged(status=200, accepted=send), Settled(None, False))
    assert "▲ sent, with findings" in line
    assert "\x1b" not in line
