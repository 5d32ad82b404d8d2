"""Other machines, other pages and broken peers against the preview's server."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from select import select
from urllib.parse import urlsplit

import pytest
from inbox_toolkit.preview.server import Preview, PreviewOptions
from inbox_toolkit.web import server

from tests.support.preview_server import RunningPreview, serve_preview, small_project

SEND = {"template": "order_shipped", "profile": "ada", "data": "standard", "language": ""}


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningPreview]:
    with serve_preview(small_project(tmp_path)) as preview:
        yield preview


def exchange(url: str, *parts: bytes, seconds: float = 10) -> bytes:
    """Send bytes as they are and return all that comes back until the connection ends."""
    with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), seconds) as peer:
        for part in parts:
            peer.sendall(part)
        found = b""
        while chunk := peer.recv(65_536):
            found += chunk
        return found


def request(running: RunningPreview, path: str, body: bytes, **headers: str) -> bytes:
    """Post to the page's own interface, with the page's own token."""
    page = exchange(
        running.url,
        f"GET / HTTP/1.1\r\nHost: {host(running)}\r\nConnection: close\r\n\r\n".encode(),
    )
    token = page.partition(b'name="inbox-token" content="')[2].partition(b'"')[0].decode()
    cookie = page.partition(b"set-cookie: ")[2].partition(b";")[0].decode()
    sent = {
        "Host": host(running),
        "Origin": running.url,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "X-Inbox-Token": token,
        "Cookie": cookie,
        "Connection": "close",
        **headers,
    }
    head = f"POST {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in sent.items()) + "\r\n"
    return exchange(running.url, head.encode("latin-1"), body)


def host(running: RunningPreview) -> str:
    return urlsplit(running.url).netloc


HOSTILE_BODIES = {
    "dots": json.dumps({**SEND, "name": "x", "set": ["trigger" + ".a" * 20_000 + "=1"]}).encode(),
    "indices": json.dumps(
        {**SEND, "name": "x", "set": ["trigger.a" + "[0]" * 20_000 + "=1"]}
    ).encode(),
    "value brackets": json.dumps(
        {**SEND, "name": "x", "set": ["trigger.a=" + "[" * 100_000]}
    ).encode(),
    "brackets": b"[" * 100_000,
    "object brackets": b'{"a":' * 50_000,
    "surrogates": b'{"template": "order_shipped", "name": "\\ud800", "set": ["trigger.a=\\udfff"]}',
    "surrogate value": b'{"template": "order_shipped", "name": "x", "set": ["trigger.order_id=\\ud800"]}',
    "surrogate key": b'{"template": "order_shipped", "name": "x", "set": ["trigger.\\ud800=1"]}',
    "nul": b'{"template": "order_shipped\\u0000", "name": "x"}',
    "numbers": b'{"template": 7, "profile": [], "set": {"a": 1}, "line": 1e999}',
    "huge number": b'{"template": "order_shipped", "name": "x", "set": ["trigger.a='
    + b"9" * 5_000
    + b'"]}',
    "large line": b'{"template": "order_shipped", "line": ' + b"9" * 4_000 + b"}",
    "infinity": b'{"template": "order_shipped", "name": "x", "set": ["trigger.a=1e999", "trigger.b=NaN"]}',
    "not UTF-8": b"\xff\xfe{}",
    "empty": b"",
    "text": b'"text"',
    "too much": b'{"a": "' + b"x" * 2_500_000 + b'"}',
}


@pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES)
@pytest.mark.parametrize("path", ["/api/fixture", "/api/edit", "/api/send"])
def test_no_body_is_a_bug(
    running: RunningPreview,
    path: str,
    body: bytes,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    answer = request(running, path, body)
    assert answer.split(b" ")[1] in (b"200", b"400", b"422"), answer[:300]
    assert b"This is a bug" not in answer
    assert "Traceback" not in "".join(capfd.readouterr())


QUERIES = [
    "set=trigger" + ".a" * 2_000 + "%3D1",
    "set=trigger.a%3D" + "%5B" * 9_000,
    "set=trigger.a%3D%ED%A0%80",
    "template=%00",
    "profile=%FF",
    "language=" + "x" * 5_000,
    "set=trigger.a%3D" + "9" * 5_000,
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("path", ["case", "matrix", "diff"])
def test_no_query_is_a_bug(running: RunningPreview, path: str, query: str) -> None:
    usual = "template=order_shipped&profile=ada&data=standard&against=saved"
    text = f"GET /api/{path}?{usual}&{query} HTTP/1.1\r\nHost: {host(running)}\r\nConnection: close\r\n\r\n"
    answer = exchange(running.url, text.encode())
    assert answer.split(b" ")[1] in (b"200", b"400", b"422"), answer[:300]


MALFORMED = {
    "chunk size": (b"zz\r\n",),
    "chunk end": (b"5\r\nhelloXX",),
    "chunk then nothing": (b"5\r\nhel",),
    "negative": (b"-1\r\n",),
}


@pytest.mark.parametrize("chunks", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_body_leaves_no_traceback(
    running: RunningPreview, chunks: tuple[bytes, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    head = (
        f"POST /api/edit HTTP/1.1\r\nHost: {host(running)}\r\nOrigin: {running.url}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", urlsplit(running.url).port), 5) as peer:
        peer.sendall(head + b"".join(chunks))
        peer.recv(65_536)
    assert "Traceback" not in "".join(capfd.readouterr())
    assert b"200 OK" in exchange(
        running.url,
        f"GET / HTTP/1.1\r\nHost: {host(running)}\r\nConnection: close\r\n\r\n".encode(),
    )


NO_HTTP = [
    b"\x16\x03\x01\x02\x00",
    b"GET\r\n\r\n",
    b"\x00" * 100,
    b"GET / HTTP/9.9\r\n\r\n",
    b"A" * 100_000,
]


@pytest.mark.parametrize("sent", NO_HTTP)
def test_what_is_no_http_leaves_no_traceback(
    running: RunningPreview, sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(running.url).port), 5) as peer:
        peer.sendall(sent)
        peer.shutdown(socket.SHUT_WR)
        peer.recv(65_536)
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ",
        b"POST /api/edit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HT",
    ],
    ids=["nothing", "a line", "headers", "a body", "a second request"],
)
def test_a_request_that_never_ends_is_hung_up_on(
    tmp_path: Path, begun: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.3)
    with serve_preview(small_project(tmp_path)) as running:
        started = time.monotonic()
        with socket.create_connection(("127.0.0.1", urlsplit(running.url).port), 10) as peer:
            peer.sendall(begun)
            try:
                while peer.recv(65_536):
                    pass
            except ConnectionResetError:
                pass
        assert time.monotonic() - started < 5
    assert "Traceback" not in "".join(capfd.readouterr())


def test_a_stream_of_events_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.2)
    with (
        serve_preview(small_project(tmp_path)) as running,
        socket.create_connection(("127.0.0.1", urlsplit(running.url).port), 10) as peer,
    ):
        peer.sendall(f"GET /api/events HTTP/1.1\r\nHost: {host(running)}\r\n\r\n".encode())
        found = b""
        while b"event: hello" not in found:
            found += peer.recv(65_536)
        time.sleep(0.5)
        assert select([peer], [], [], 0)[0] == [] or peer.recv(65_536)  # not closed


@pytest.mark.parametrize("listen", ["0.0.0.0"])
def test_an_exposed_page_changes_nothing(
    tmp_path: Path, listen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", "5f2d8c01aa3b4e6f9d7c6b5a41302f1e")
    root = small_project(tmp_path)
    with serve_preview(root, PreviewOptions(host=listen, port=0)) as running:
        before = sorted(root.rglob("*"))
        body = json.dumps({**SEND, "name": "new", "set": ["trigger.order_id=1"], "to": "id:1"})
        for path in ("/api/fixture", "/api/edit", "/api/send", "/api/anything"):
            answer = request(running, path, body.encode())
            assert b"403" in answer.split(b"\r\n")[0]
            assert b"changes nothing" in answer
        assert sorted(root.rglob("*")) == before


def test_whether_a_page_is_exposed_is_where_it_listens(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    for name, exposed in (("127.0.0.1", False), ("localhost", False), ("0.0.0.0", True)):
        preview = Preview(root, PreviewOptions(host=name, port=0))
        assert preview.exposed is exposed
        preview.close()


def test_no_value_of_a_request_is_copied_into_a_policy(running: RunningPreview) -> None:
    port = urlsplit(running.url).port
    for name in (f"127.0.0.1:{port}", f"localhost:{port}", "[::1]:1", "10.9.8.7"):
        text = f"GET /frame/visual?v=;script-src%20* HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"
        head = exchange(running.url, text.encode()).partition(b"\r\n\r\n")[0].decode().lower()
        policy = head.partition("content-security-policy: ")[2].partition("\r\n")[0]
        assert "sandbox allow-scripts" in policy
        assert "10.9.8.7" not in policy
        assert "*" not in policy
