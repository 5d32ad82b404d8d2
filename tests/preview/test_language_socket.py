"""The page's editor speaks to the language server; nobody else does, and of no other files."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.preview.language_socket import MAX_SOCKETS
from inbox_toolkit.preview.server import PreviewOptions

from tests.support.preview_server import (
    ORDER,
    RunningPreview,
    serve_preview,
    small_project,
    write,
)
from tests.support.websocket_client import Refused, WebSocketClient, connected

TEMPLATE = "templates/order_shipped.json"


def ours(running: RunningPreview) -> dict[str, str]:
    """Return the headers that a browser sends for the page itself."""
    with urllib.request.urlopen(running.url) as page:
        cookie = page.headers["set-cookie"].partition(";")[0]
    return {"origin": running.url, "cookie": cookie}


def initialize(client: WebSocketClient, root: Path) -> dict[str, Any]:
    params: dict[str, object] = {"processId": None, "rootUri": root.as_uri(), "capabilities": {}}
    client.send({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params})
    answer: dict[str, Any] = client.receive()
    client.send({"jsonrpc": "2.0", "method": "initialized", "params": {}})
    return answer


def open_text(client: WebSocketClient, path: Path, text: str) -> None:
    document = {"uri": path.as_uri(), "languageId": "json", "version": 1, "text": text}
    client.send(
        {
            "jsonrpc": "2.0",
            "method": "textDocument/didOpen",
            "params": {"textDocument": document},
        }
    )


def published(client: WebSocketClient) -> dict[str, Any]:
    while True:
        message = client.receive()
        if message.get("method") == "textDocument/publishDiagnostics":
            found: dict[str, Any] = message["params"]
            return found


@pytest.fixture
def client(running: RunningPreview) -> Iterator[WebSocketClient]:
    with connected(running.url, "/api/lsp", ours(running)) as client:
        yield client


def test_the_buffer_is_judged_as_it_is_typed(
    running: RunningPreview, client: WebSocketClient
) -> None:
    assert "completionProvider" in initialize(client, running.root)["result"]["capabilities"]
    open_text(client, running.root / TEMPLATE, ORDER.replace("order_id", "nothing"))
    found = published(client)
    assert [one["code"] for one in found["diagnostics"]] == ["missing-value"]
    assert (running.root / TEMPLATE).read_text() == ORDER


def test_a_saved_fixture_is_heard_of(running: RunningPreview, client: WebSocketClient) -> None:
    initialize(client, running.root)
    open_text(client, running.root / TEMPLATE, ORDER)
    assert published(client)["diagnostics"] == []
    running.save("fixtures/message_data/order_shipped/standard.json", {"url": "u"})
    found = published(client)
    while not found["diagnostics"]:
        found = published(client)
    assert [one["code"] for one in found["diagnostics"]] == ["missing-value"]


def test_files_outside_the_project_are_nothing_to_it(
    running: RunningPreview, client: WebSocketClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = small_project(tmp_path_factory.mktemp("other"))
    write(other / "fixtures/profiles/ada.json", {"first_name": "SECRET"})
    initialize(client, running.root)
    open_text(client, other / TEMPLATE, ORDER)
    hover = {
        "textDocument": {"uri": (other / TEMPLATE).as_uri()},
        "position": {"line": 4, "character": 24},
    }
    client.send({"jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": hover})
    while (answer := client.receive()).get("id") != 2:
        assert "SECRET" not in str(answer)
    assert "SECRET" not in str(answer)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"cookie": ""},
        {"cookie": "inbox_preview=guess"},
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example", "origin": "http://127.0.0.1.evil.example"},
    ],
)
def test_nobody_else_is_let_in(running: RunningPreview, change: dict[str, str]) -> None:
    headers = {**ours(running), **change}
    if not headers["cookie"]:
        del headers["cookie"]
    with pytest.raises(Refused) as caught:
        WebSocketClient(running.url, "/api/lsp", headers)
    assert caught.value.status == 403


def test_a_page_that_only_shows_has_no_editor(tmp_path: Path) -> None:
    with serve_preview(small_project(tmp_path), PreviewOptions(port=0, read_only=True)) as running:
        with pytest.raises(Refused):
            WebSocketClient(running.url, "/api/lsp", ours(running))
        assert not running.preview.session.capabilities.view().language_server


@pytest.mark.parametrize("message", ["", "{", "[]", "null", '{"jsonrpc":"2.0"}', "[" * 100_000])
def test_what_is_no_message_does_not_end_the_connection(
    running: RunningPreview, client: WebSocketClient, message: str
) -> None:
    client.send(message)
    params: dict[str, object] = {"processId": None, "rootUri": None, "capabilities": {}}
    client.send({"jsonrpc": "2.0", "id": 9, "method": "initialize", "params": params})
    while client.receive().get("id") != 9:
        pass


def test_there_is_an_end_to_editors(running: RunningPreview) -> None:
    headers = ours(running)
    open_ones = [
        WebSocketClient(running.url, "/api/lsp", dict(headers)) for _ in range(MAX_SOCKETS)
    ]
    with pytest.raises(Refused):
        WebSocketClient(running.url, "/api/lsp", dict(headers))
    for one in open_ones:
        one.close()


def test_a_connection_that_breaks_off_leaves_the_preview_as_it_was(running: RunningPreview) -> None:
    headers = ours(running)
    for _ in range(MAX_SOCKETS * 2):
        WebSocketClient(running.url, "/api/lsp", dict(headers)).close()
    with connected(running.url, "/api/lsp", dict(headers)) as client:
        assert re.match("2", str(initialize(client, running.root)["jsonrpc"]))
