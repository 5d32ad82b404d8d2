"""Whatever is sent to the emulator, it answers soon, and never with a 500 or a traceback."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sandbox_server import RunningSandbox, order_project, serve_sandbox


def send_of(**members: object) -> bytes:
    """Return a send with other members."""
    whole = {"transactional_message_id": "order_shipped", "identifiers": {"id": "user_123"}}
    return json.dumps({**whole, "message_data": {"order_id": "7"}, **members}).encode()


def with_data(json_text: str) -> bytes:
    return send_of(message_data="@").replace(b'"@"', json_text.encode())


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "20,000 dots": b"." * 20_000,
    "100,000 brackets": b"[" * 100_000,
    "50,000 objects": b'{"a":' * 50_000,
    "not UTF-8": b'{"transactional_message_id": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "lone surrogates": send_of(identifiers={"id": "\ud800"}, message_data={"\ud800": "\udc00"}),
    "nulls": send_of(identifiers={"id": "a\x00b"}, message_data={"order_id": "\x00"}),
    "deep lists": with_data('{"order_id": ' + "[" * 900 + "]" * 900 + "}"),
    "deep objects": with_data('{"a":' * 400 + "1" + "}" * 400),
    "a name of 20,000 dots": with_data('{"' + "." * 20_000 + '": 1}'),
    "1e999": with_data('{"order_id": 1e999}'),
    "4,000 digits": with_data('{"order_id": ' + "9" * 4000 + "}"),
    "5,000 digits": with_data('{"order_id": ' + "9" * 5000 + "}"),
    "a template of 4,000 digits": send_of(transactional_message_id=10**4000),
    "a template of digits": send_of(transactional_message_id="9" * 5000),
    "a time of 4,000 digits": send_of(send_at=10**4000),
    "an id of 4,000 digits": send_of(identifiers={"id": 10**4000}),
    "a language of hyphens": send_of(language="-" * 1_000_000),
    "a language of subtags": send_of(language="a-" * 500_000),
    "a megabyte": send_of(message_data={"order_id": "x" * 1_000_000}),
}
WRITES = [
    ("POST", "/v1/send/inbox_message"), ("POST", "/v1/customers/attributes"),
    ("PUT", "/v1/snippets"), ("POST", "/v1/snippets"), ("POST", "/v1/i"), ("POST", "/v1/t"),
    ("POST", "/v1/p"), ("PUT", "/api/v1/customers/x"), ("PATCH", "/api/v1/messages/q1"),
    ("POST", "/api/v1/logs/queue/q1"), ("POST", "/api/v4/users"),
]  # fmt: skip
HEADERS = [
    *(b"X-Gist-Encoded-User-Token: " + one for one in (b"\xff", b"=" * 9999, b"//////", b"7aCA")),
    *(
        b"X-Sandbox-Fault: " + one
        for one in (
            b"\xff", b";" * 9999, b"status; status=99999999999999999999", b"latency; seconds=nan",
            b"latency; seconds=1e400", b"status;=;=", b"status; times=-1", b"reset; after=\xff",
        )
    ),
    *(b"Origin: " + one for one in (b"\xff", b"http://[", b"null")),
    b"X-Validate: strict",
    b"Authorization: \xff",
    b"Access-Control-Request-Headers: a\xff",
]  # fmt: skip
PATHS = [
    "/v1/customers/%ff/attributes", f"/v1/customers/{'.' * 20_000}/attributes",
    "/v1/customers/%00/attributes?id_type=%ff", "/v1/customers?email=%ff%ed%a0%80",
    "/v1/messages?limit=99999999999999999999", "/v1/messages?start=999999999999999999&limit=0",
    "/v1/messages?start_ts=999999999999999999&end_ts=999999999999999999",
    "/v1/messages?metric=%ff", "/v1/messages/%ff", "/v1/messages/%ed%a0%80",
    "/v1/transactional/999999999999999999", "/v1/transactional/%D9%A3",
    "/v1/transactional/1/metrics?steps=999999999999999999&period=months",
    "/v1/transactional/1/language/%ff", "/v1/snippets/%ff",
    "/sandbox/requests?before=99999999999999999999999", "/sandbox/requests?person=%ff",
    "/sandbox/inbox/%ff", "/assets/..%2f..%2f..%2f..%2fetc%2fpasswd", "/assets/%ff", "//x", "/%",
    "/api/v3/sse?userToken=%ff%00", "*",
]  # fmt: skip


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    root = order_project(tmp_path_factory.mktemp("hostile") / "shop")
    with serve_sandbox(root) as running:
        yield running


def status(
    sandbox: RunningSandbox, method: str, path: str, *lines: bytes, body: bytes = b""
) -> int:
    """Return the status of a request written byte by byte; a reset that was asked for is 0."""
    host, port = sandbox.url.removeprefix("http://").split(":")
    key = b"Basic eDp4" if path.startswith("/api/v1/customers") else b"Bearer k"
    head = [f"{method} {path} HTTP/1.1".encode(), f"Host: {host}:{port}".encode(), *lines]
    if not any(one.lower().startswith(b"authorization") for one in lines):
        head.append(b"Authorization: " + key)
    head += [b"Content-Length: %d" % len(body), b"Connection: close", b"", body]
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"\r\n".join(head))
        try:
            answer = connection.recv(65536)
        except ConnectionResetError:
            return 0
    assert b"Traceback" not in answer
    assert b"root:" not in answer
    return int(answer[9:12])


@pytest.mark.parametrize("name", BODIES)
def test_any_body_is_answered(sandbox: RunningSandbox, name: str) -> None:
    for method, path in WRITES:
        assert 200 <= status(sandbox, method, path, body=BODIES[name]) < 500, (method, path)
    failures = {one.failure for one in sandbox.outbox.deliveries() if one.failure}
    assert [one for one in failures if "bug" in one] == []


@pytest.mark.parametrize("line", HEADERS, ids=lambda line: repr(line[:40]))
def test_any_header_is_answered(sandbox: RunningSandbox, line: bytes) -> None:
    for method, path in [*WRITES[:3], ("OPTIONS", "/api/v4/users"), ("GET", "/v1/messages")]:
        found = status(sandbox, method, path, line, body=send_of())
        assert 200 <= found < 500 or b"Sandbox-Fault" in line, (method, path, found)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_any_path_is_answered(sandbox: RunningSandbox, path: str) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        assert 200 <= status(sandbox, method, path) < 500, method


def test_it_still_works(sandbox: RunningSandbox, tmp_path: Path) -> None:
    assert sandbox.send().status == 200
