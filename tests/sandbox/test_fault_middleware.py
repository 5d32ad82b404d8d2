"""Faults on the wire, as a client meets them."""

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from inbox_toolkit.sandbox.app import create_app
from inbox_toolkit.sandbox.fault_middleware import SeveredError
from inbox_toolkit.sandbox.faults import Fault

from tests.support.asgi import ask
from tests.support.sandbox_server import KEY, RunningSandbox, serve_sandbox


def fault(text: str) -> dict[str, str]:
    return {"X-Sandbox-Fault": text}


def test_a_status_before_anything_is_taken(sandbox: RunningSandbox) -> None:
    answer = sandbox.send(headers=fault("status;status=429;retry_after=7"))
    assert (answer.status, answer.headers["retry-after"]) == (429, "7")
    sandbox.outbox.assert_none()


def test_a_status_after_the_send_was_taken(sandbox: RunningSandbox) -> None:
    assert sandbox.send(headers=fault("status;after=true")).status == 503
    sandbox.outbox.assert_delivered("order_shipped")


def test_html_where_json_belongs(sandbox: RunningSandbox) -> None:
    answer = sandbox.send(headers=fault("html;status=502"))
    assert (answer.status, answer.content[:15]) == (502, b"<!doctype html>")
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("after", "sent"), [("false", 0), ("true", 1)])
def test_a_reset(sandbox: RunningSandbox, after: str, sent: int) -> None:
    with pytest.raises(ConnectionResetError):
        sandbox.send(headers=fault(f"reset;after={after}"))
    assert len(sandbox.outbox.deliveries()) == sent


def test_half_a_body(sandbox: RunningSandbox) -> None:
    body = b'{"transactional_message_id": 44, "identifiers": {"id": "user_9"}}'
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    connection.request("POST", "/v1/send/inbox_message", body, {**KEY, **fault("cut")})
    answer = connection.getresponse()
    with pytest.raises(http.client.IncompleteRead) as caught:
        answer.read()
    assert caught.value.partial.startswith(b'{"delivery_id"')
    connection.close()
    sandbox.outbox.assert_delivered("welcome")


def test_a_verdict_comes_late(sandbox: RunningSandbox) -> None:
    sandbox.send(headers=fault("late-verdict;seconds=600"))
    (one,) = sandbox.outbox.deliveries()
    assert one.state == "queued"
    assert one.due == pytest.approx(one.queued_at + 600)


def test_a_verdict_is_told_twice(sandbox: RunningSandbox) -> None:
    sandbox.send(headers=fault("two-verdicts"))
    assert sandbox.outbox.assert_delivered("order_shipped").copies == 2


def test_latency_changes_nothing_else(sandbox: RunningSandbox) -> None:
    assert sandbox.send(headers=fault("latency;seconds=0.001")).status == 200


def test_a_fault_there_is_not_is_said(sandbox: RunningSandbox) -> None:
    answer = sandbox.send(headers=fault("explode"))
    assert answer.status == 400
    assert b"there are: latency" in answer.content


def test_faults_of_the_run_strike_every_client(folder: Path) -> None:
    faults = (Fault("status", "POST /v1/send/*", times=1, status=500),)
    with serve_sandbox(folder, faults=faults) as sandbox:
        assert [sandbox.send().status for _ in range(2)] == [500, 200]


def test_without_a_server_a_reset_is_an_exception(folder: Path) -> None:
    app = create_app(folder)
    with pytest.raises(SeveredError):
        ask(app, "/v1/workspaces", headers={**_lower(KEY), "x-sandbox-fault": "reset"})
    app.close()


def _lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
