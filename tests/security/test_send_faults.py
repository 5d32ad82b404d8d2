"""A send that left ends as accepted or as "may have been sent", whatever the service answers.

The laws: exit 0 or 5 unless the service refused; the delivery id is shown if there was one; the key
and what acts on a terminal are never printed; a send leaves once.
"""

import gzip
import json
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.errors import MaybeSentError, RejectedError
from inbox_toolkit.appapi.recipients import Recipient
from inbox_toolkit.appapi.send_request import SendRequest
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ServiceError
from inbox_toolkit.project.credentials import Credentials

from tests.support.commands import CommandResult, invoke
from tests.support.fault_server import FaultServer, Play, drips, http, resets, says, serve_faults
from tests.support.projects import small_project
from tests.support.scripted_api import KEY

ID = "dgOq6QWq6QUBAAF4="
OK = b'{"delivery_id": "dgOq6QWq6QUBAAF4=", "queued_at": 1768467600}'
BOMB = gzip.compress(b"[" * 40_000_000, 1)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    small_project(tmp_path, '{"a": "b"}')
    (tmp_path / "inbox.toml").write_text('[send]\nrecipients = ["id:1"]\n')
    return tmp_path


def send(
    project: Path,
    server: FaultServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *options: str,
) -> CommandResult:
    monkeypatch.setenv("CIO_API_URL", server.url)
    ran = invoke(capsys, project, "send", "t", "--to", "id:1", "--yes", *options)
    shown = ran.out + ran.err
    assert KEY not in shown
    assert all(one.isprintable() or one == "\n" for one in shown), shown
    assert len(server.posts) <= 1
    return ran


REQUEST = SendRequest("t", Recipient("id", "1"), {})


def api_of(server: FaultServer, naps: list[float]) -> AppApi:
    """Return a client that notes how long it would sleep."""
    endpoint = find_endpoint({"CIO_API_URL": server.url})
    return AppApi(Credentials(KEY, None, "test"), endpoint, sleep=naps.append)


def told(**members: object) -> bytes:
    """Return an accepted send with other members."""
    return http(json.dumps({"delivery_id": ID, "queued_at": 1, **members}).encode())


ACCEPTED: dict[str, bytes] = {
    "plain": http(OK),
    "header over 0x7F": http(OK, b"X-Odd: \xff\xfe\x80", b"Content-Language: \xc3\xa9"),
    "cookies": http(OK, b"Set-Cookie: \xff=\xff; expires=never; domain=.com", b"Set-Cookie: ;;;="),
    "odd charset": http(OK, b"Content-Type: application/json; charset=utf-99; charset"),
    "odd dates": http(OK, b"Date: Thu, 99 Foo 0000", b"Retry-After: -1e999", b"Age: x"),
    "100 headers": http(OK, *(b"X-%d: %s" % (n, b"v" * 100) for n in range(90))),
    "redirect header": http(OK, b"Location: https://evil.example/"),
    "BOM": http(b"\xef\xbb\xbf" + OK),
    "UTF-16": http(OK.decode().encode("utf-16")),
    "members twice": http(b'{"delivery_id": "x", ' + OK[1:]),
    "NaN beside it": http(b'{"x": NaN, ' + OK[1:]),
    "5,000 digits": http(b'{"x": %s, ' % (b"9" * 5000) + OK[1:]),
    "201": http(OK, status=b"201 Created"),
    "299": http(OK, status=b"299 \xff\xff"),
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3d\r\n" + OK + b"\r\n0\r\n\r\n",
    "no length": http(OK, length=-1),
    "gzip": http(gzip.compress(OK), b"Content-Encoding: gzip"),
    "deflate": http(zlib.compress(OK), b"Content-Encoding: DEFLATE"),
    "after 103": b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + http(OK),
    "time out of range": told(queued_at=10**30, send_at=None),
    "time below zero": told(queued_at=-1),
    "time of no kind": told(queued_at={"a": [1]}, send_at="soon"),
    "time is true": told(queued_at=True, send_at=True),
    "send_at out of range": told(send_at=10**18),
    "id with controls": told(delivery_id=f"\x1b[2J\r\n\u202e{ID}\x00\ud800"),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_an_accepted_send_is_accepted(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    with serve_faults(says(ACCEPTED[name])) as server:
        ran = send(project, server, capsys, monkeypatch, "--no-wait")
    assert (ran.code, len(server.posts)) == (0, 1), ran
    assert ID in ran.out


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

MAYBE: dict[str, Play] = {
    "reset after the request": resets(),
    "reset in the status": resets(b"HTTP/1.1 20"),
    "reset in the headers": resets(HEAD),
    "reset in the body": resets(HEAD + b"Content-Length: 99\r\n\r\n" + OK[:20]),
    "closed after the request": says(b""),
    "half a body": says(http(OK, length=999)),
    "two lengths": says(http(OK, b"Content-Length: 3")),
    "length is no number": says(HEAD + b"Content-Length: \xff\r\n\r\n" + OK),
    "chunk without end": says(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n" + OK),
    "chunk is no number": says(HEAD + b"Transfer-Encoding: chunked\r\n\r\n\xff\r\n" + OK),
    "garbage": says(b"\x15\x03\x01\x00\x02\x02\x50" * 50),
    "HTTP/0.9": says(OK),
    "HTTP/2": says(b"HTTP/2 200\r\n\r\n" + OK),
    "header of a megabyte": says(HEAD + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n" + OK),
    "null in a header": says(HEAD + b"X: \x00\r\n\r\n" + OK),
    "gzip bomb": says(http(BOMB, b"Content-Encoding: gzip")),
    "gzip in gzip": says(http(gzip.compress(BOMB), b"Content-Encoding: gzip, gzip")),
    "gzip that is none": says(http(OK, b"Content-Encoding: gzip")),
    "gzip cut off": says(http(gzip.compress(OK)[:-9], b"Content-Encoding: gzip")),
    "brotli": says(http(OK, b"Content-Encoding: br")),
    "17 MB": says(http(OK + b" " * 17_000_000)),
    "100,000 brackets": says(http(b"[" * 100_000)),
    "not UTF-8": says(http(b'{"delivery_id": "\xff"}')),
    "no id": says(http(b"{}")),
    "id of nothing": says(http(b'{"delivery_id": "\\u001b\\ud800 "}')),
    "id is a number": says(http(b'{"delivery_id": 7}')),
    "a list": says(http(b"[1]")),
    "a page": says(http(b"<html><title>\x1b[2JHello " + KEY.encode() + b"</title>")),
    "204": says(http(b"", status=b"204 No Content")),
    "206": says(http(OK[:9], status=b"206 Partial")),
    "101": says(http(OK, b"Upgrade: x", status=b"101 Switching")),
    "only 100": says(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "408": says(http(b"{}", status=b"408 Timeout")),
    "499": says(http(b"{}", status=b"499 Client Closed")),
    "500": says(http(b'{"meta": {"error": "\\u001b]0;x\\u0007 ' + KEY.encode() + b'"}}', status=b"500 X")),
    "503 with Retry-After": says(http(b"", b"Retry-After: 0", status=b"503 X")),
    "599": says(http(b"\xff\xfe", b"X: \xff", status=b"599 X")),
    "999": says(http(OK, status=b"999 X")),
}  # fmt: skip


@pytest.mark.parametrize("name", MAYBE)
def test_what_nobody_knows_may_have_been_sent(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    with serve_faults(MAYBE[name]) as server:
        ran = send(project, server, capsys, monkeypatch)
    assert (ran.code, len(server.posts)) == (5, 1), ran
    assert "may have been sent" in ran.err
    assert "Deliveries & Drafts" in ran.err


REFUSED: dict[str, tuple[bytes, int]] = {
    "400": (http(b'{"meta": {"error": "no \\u001b[31m"}}', status=b"400 Bad"), 5),
    "400 cut off": (http(b'{"meta"', length=999, status=b"400 Bad"), 5),
    "401": (http(KEY.encode(), b"X: \xff", status=b"401 No"), 3),
    "403": (http(b"\xff", status=b"403 No"), 4),
    "302 to another host": (
        http(b"", b"Location: https://evil.example/?" + KEY.encode(), status=b"302 Found"),
        5,
    ),
    "307 to nowhere": (http(b"", b"Location: http://[", status=b"307 X"), 5),
    "308 with controls": (http(b"", b"Location: /\xff\xfe", status=b"308 X"), 5),
    "300": (http(b"", status=b"300 X"), 5),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_send_was_not_sent(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    content, code = REFUSED[name]
    with serve_faults(says(content)) as server, serve_faults(says(http(OK))) as other:
        ran = send(project, server, capsys, monkeypatch)
    assert (ran.code, len(server.posts), other.posts) == (code, 1, []), ran
    assert "may have been sent" not in ran.err
    assert "could not send the message" in ran.err or "does not accept the key" in ran.err


@pytest.mark.parametrize("content", [b"", b"HTTP/1.1 400 Bad\r\n\r\n"])
def test_a_connection_cut_before_the_request_was_read_is_no_bug(content: bytes) -> None:
    """From here, nobody can tell how much of the request was read."""
    with serve_faults(resets(content)) as server:
        server.reads_first = False
        with api_of(server, []) as api, pytest.raises(ServiceError):
            api.send(REQUEST)


DRIPPING: dict[str, Play] = {
    "status": drips(b"HTTP/1.1 200 O", b"K"),
    "headers": drips(HEAD + b"X: ", b"a"),
    "many headers": drips(HEAD, b"X: a\r\n"),
    "interim responses": drips(b"", b"HTTP/1.1 103 Early\r\n\r\n"),
    "body": drips(HEAD + b"Content-Length: 99999\r\n\r\n", b" "),
    "chunks": drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "chunk size": drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "trailers": drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: a\r\n"),
}


@pytest.fixture
def short_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inbox_toolkit.appapi.client.DEADLINE", 0.6)


@pytest.mark.parametrize("name", DRIPPING)
@pytest.mark.usefixtures("short_deadline")
def test_a_response_that_drips_may_have_been_sent(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    with serve_faults(DRIPPING[name]) as server:
        ran = send(project, server, capsys, monkeypatch)
    assert (ran.code, len(server.posts)) == (5, 1), ran
    assert "may have been sent" in ran.err
    assert "did not answer in time" in ran.err or "broke off" in ran.err


@pytest.mark.parametrize("name", DRIPPING)
@pytest.mark.usefixtures("short_deadline")
def test_a_read_that_drips_ends_and_is_not_repeated(name: str) -> None:
    naps: list[float] = []
    with serve_faults(says(b""), DRIPPING[name]) as server, api_of(server, naps) as api:
        began = time.monotonic()
        with pytest.raises(ServiceError, match="did not answer in time"):
            api.get("/v1/customers/1/attributes", "read the profile")
        assert time.monotonic() - began < 5
    assert naps == []


@pytest.mark.usefixtures("short_deadline")
def test_a_delivery_that_drips_is_not_followed_for_ever(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_faults(says(http(OK)), DRIPPING["headers"]) as server:
        ran = send(project, server, capsys, monkeypatch, "--wait", "1")
    assert ran.code == 5, ran
    assert ID in ran.out


DELIVERIES: dict[str, tuple[bytes, int]] = {
    "sent": (b'{"message": {"metrics": {"sent": 5}}}', 0),
    "times out of range": (b'{"message": {"metrics": {"created": 1e300, "sent": 5, "x": -1}}}', 0),
    "odd states": (
        b'{"message": {"metrics": {"\\u001b[2J": 5, "\\ud800": 5, "' + b"x" * 9999 + b'": 5, "sent": 5}}}',
        0,
    ),
    "failure with controls and the key": (
        b'{"message": {"metrics": {"failed": 5}, "failure_message": "a\\u001b[2J\\n::error::\\ud800\\u202e'
        + KEY.encode() + b" " + KEY[:9].encode() + b"\\u0000" + KEY[9:].encode() + b'"}}',
        1,
    ),
    "failure of a megabyte": (
        b'{"message": {"metrics": {"failed": 5}, "failure_message": "' + b"x" * 1_000_000 + b'"}}',
        1,
    ),
    "a variable that is none": (
        b'{"message": {"metrics": {"failed": 5}, "failure_message": "undefined variable: \\ud800[[["}}',
        1,
    ),
    "no message": (b"{}", 5),
    "a list": (b"[" * 100_000, 5),
    "20,000 states": (
        b'{"message": {"metrics": {' + b", ".join(b'"s%d": 1' % n for n in range(20_000)) + b"}}}",
        5,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DELIVERIES)
def test_following_survives_any_delivery(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    content, code = DELIVERIES[name]
    with serve_faults(says(http(OK)), says(http(content, b"X: \xff"))) as server:
        ran = send(project, server, capsys, monkeypatch, "--wait", "0.5")
        as_json = send_again_as_json(project, server, capsys, monkeypatch)
    assert ran.code == code, ran
    assert ID in ran.out
    assert len(ran.out) < 20_000
    assert json.loads(as_json.out)["delivery_id"] == ID


def send_again_as_json(
    project: Path,
    server: FaultServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> CommandResult:
    server.posts.clear()
    return send(project, server, capsys, monkeypatch, "--wait", "0.5", "--format", "json")


@pytest.mark.parametrize(
    "value",
    [b"\xff", b"-5", b"1e9", b"99999999999999", b"Thu, 01 Jan 9999", b"", b"0x1", b"1" * 5000],
)
def test_an_odd_retry_after_is_no_reason_to_wait_or_fail(value: bytes) -> None:
    naps: list[float] = []
    content = http(b"{}", b"Retry-After: " + value, status=b"429 Slow")
    with (
        serve_faults(says(content)) as server,
        api_of(server, naps) as api,
        pytest.raises(RejectedError) as raised,
    ):
        api.send(REQUEST)
    assert "nothing was sent" in (raised.value.help or "")
    assert len(raised.value.help or "") < 100
    assert sum(naps) <= 60


def test_a_name_of_the_project_cannot_act_on_the_terminal(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    template = project / "templates/t.json"
    text = template.read_text()
    template.write_text(text.replace("{", '{"name": "x\\u001b[2J\\n::error::y\\ud800", ', 1))
    with serve_faults(says(http(OK))) as server:
        ran = send(project, server, capsys, monkeypatch, "--no-wait")
    assert ran.code == 0, ran
    assert "x␛[2J␊::error::y" in ran.err


@pytest.mark.parametrize("proxy", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_plain_http_never_goes_through_a_proxy(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    with serve_faults(says(http(OK))) as server, serve_faults(says(http(OK))) as spy:
        monkeypatch.setenv(proxy, spy.url)
        ran = send(project, server, capsys, monkeypatch, "--no-wait")
    assert (ran.code, len(server.posts), len(spy.posts)) == (0, 1, 0)


@pytest.fixture(scope="module")
def mutated() -> Iterator[tuple[FaultServer, AppApi]]:
    with serve_faults(says(b"")) as server, api_of(server, []) as api:
        yield server, api


MUTATIONS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 3), st.binary(max_size=6)), min_size=1, max_size=8
)


@settings(max_examples=int(os.environ.get("INBOX_TEST_RESPONSES", "100")))
@given(MUTATIONS, st.sampled_from(sorted(ACCEPTED)))
def test_no_mutated_response_is_a_bug(
    mutated: tuple[FaultServer, AppApi], mutations: list[tuple[int, int, bytes]], name: str
) -> None:
    """More of them: INBOX_TEST_RESPONSES=500, with another --hypothesis-seed each time."""
    content = bytearray(ACCEPTED[name])
    for place, length, replacement in mutations:
        content[place : place + length] = replacement
    server, api = mutated
    server.play, server.get = says(bytes(content)), says(bytes(content))
    with suppress(MaybeSentError, RejectedError, CredentialsError, ForbiddenError):
        accepted = api.send(REQUEST)
        assert accepted.delivery_id.isprintable()
        assert KEY not in accepted.delivery_id
    with suppress(ServiceError, CredentialsError, ForbiddenError):
        api.delivery(ID)
