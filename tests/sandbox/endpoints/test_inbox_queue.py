"""The queue that the web SDK reads: items, marks, streams, and who may touch what."""

import base64
import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.sandbox_server import RunningSandbox, serve_sandbox


def user(name: str) -> dict[str, str]:
    return {"X-Gist-Encoded-User-Token": base64.b64encode(name.encode()).decode()}


def inbox(sandbox: RunningSandbox, name: str) -> list[dict[str, object]]:
    answer = sandbox.ask("POST", "/api/v4/users?sessionId=1", {}, user(name))
    found = answer.json()["inboxMessages"]
    assert isinstance(found, list)
    return found


def test_a_delivery_is_an_item_of_the_queue(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered()
    (item,) = inbox(sandbox, "user_123")
    assert item["properties"] == one.payload
    assert (item["deliveryId"], item["opened"]) == (one.delivery_id, False)
    assert (item["topics"], item["type"]) == (["orders"], "notification")
    assert str(item["sentAt"]).endswith("Z")
    assert str(item["expiry"]).endswith("Z")
    assert inbox(sandbox, "user_9") == []
    assert inbox(sandbox, "a stranger") == []


def test_a_failed_delivery_is_not(sandbox: RunningSandbox) -> None:
    sandbox.delivered({})
    assert inbox(sandbox, "user_123") == []


def test_messages_are_opened_and_removed_by_their_person(sandbox: RunningSandbox) -> None:
    sandbox.delivered()
    (item,) = inbox(sandbox, "user_123")
    path = f"/api/v1/messages/{item['queueId']}"
    assert sandbox.ask("PATCH", path, {"opened": True}, user("user_9")).status == 404
    assert sandbox.ask("PATCH", path, {"opened": True}, {}).status == 404
    assert sandbox.ask("PATCH", path, {"opened": True}, user("user_123")).status == 200
    assert inbox(sandbox, "user_123")[0]["opened"] is True
    assert sandbox.ask("PATCH", path, {"opened": False}, user("user_123")).status == 200
    assert inbox(sandbox, "user_123")[0]["opened"] is False
    gone = f"/api/v1/logs/queue/{item['queueId']}"
    assert sandbox.ask("POST", gone, {}, user("user_9")).status == 404
    assert sandbox.ask("POST", gone, {}, user("user_123")).status == 200
    assert inbox(sandbox, "user_123") == []


def test_pages_of_this_machine_may_ask_and_no_others(sandbox: RunningSandbox) -> None:
    asked = {
        "Origin": "http://localhost:3000",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-gist-encoded-user-token",
    }
    ours = sandbox.ask("OPTIONS", "/api/v4/users", headers=asked)
    assert ours.status == 204
    assert ours.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert ours.headers["access-control-allow-headers"] == "x-gist-encoded-user-token"
    for origin in ("https://evil.example", "null", "http://localhost.evil.example", "http://[oops"):
        theirs = sandbox.ask("OPTIONS", "/api/v4/users", headers={**asked, "Origin": origin})
        assert "access-control-allow-origin" not in theirs.headers


def test_a_stream_pushes_the_whole_list(sandbox: RunningSandbox) -> None:
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    token = user("user_123")["X-Gist-Encoded-User-Token"]
    connection.request("GET", f"/api/v3/sse?userToken={token}&siteId=s&sessionId=1&platform=web")
    stream = connection.getresponse()
    assert stream.getheader("content-type", "").startswith("text/event-stream")
    assert event(stream) == ("connected", {"heartbeat": 30})
    assert event(stream) == ("messages", [])
    assert event(stream) == ("inbox_messages", [])
    sandbox.send()
    name, items = event(stream)
    assert name == "inbox_messages"
    assert isinstance(items, list)
    assert items[0]["properties"]["title"] == "Hi Ada"
    connection.close()


def event(stream: http.client.HTTPResponse) -> tuple[str, object]:
    name = stream.readline().decode().removeprefix("event: ").strip()
    data = json.loads(stream.readline().decode().removeprefix("data: "))
    assert stream.readline() == b"\n"
    return name, data


def test_the_look_of_the_visual_inbox(sandbox: RunningSandbox) -> None:
    patterns = sandbox.ask("GET", "/api/v1/branding", headers={}).json()["patterns"]
    assert patterns["inbox"]["position"] == "bottom-right"
    assert sandbox.ask("GET", "/api/v1/templates", headers={}).json() == {}
    answer = sandbox.ask("POST", "/api/v4/users", {}, user("user_123"))
    assert answer.headers["x-cio-inbox-enabled"] == "false"
    assert answer.headers["x-gist-queue-polling-interval"] == "10"


@pytest.mark.parametrize(("content", "served"), [('{"card": []}', {"card": []}), ("{", {})])
def test_the_projects_visual_templates_are_served(
    folder: Path, content: str, served: object
) -> None:
    (folder / "inbox.toml").write_text('[visual]\ntemplates = "visual.json"\n')
    (folder / "visual.json").write_text(content)
    with serve_sandbox(folder) as sandbox:
        assert sandbox.ask("GET", "/api/v1/templates", headers={}).json() == served
        answer = sandbox.ask("POST", "/api/v4/users", {}, {})
        assert answer.headers["x-cio-inbox-enabled"] == "true"


def test_a_view_of_another_message_is_taken_note_of(sandbox: RunningSandbox) -> None:
    assert sandbox.ask("POST", "/api/v1/logs/message/x", {}, {}).status == 200


THEME = {"text": {"text": {"color": "#112233"}}}


@pytest.mark.parametrize("kept", [THEME, {"theme": THEME, "patterns": {"inbox": {"x": 1}}}])
def test_a_theme_is_served_alone_or_with_its_branding(
    folder: Path, kept: dict[str, object]
) -> None:
    (folder / "inbox.toml").write_text('[visual]\ntheme = "theme.json"\n')
    (folder / "theme.json").write_text(json.dumps(kept))
    with serve_sandbox(folder) as sandbox:
        served = sandbox.ask("GET", "/api/v1/branding", headers={}).json()
    assert served["theme"] == THEME
    assert ("x" in served["patterns"]["inbox"]) is ("patterns" in kept)
