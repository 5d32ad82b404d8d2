from collections.abc import Callable, Iterator

import httpx
import pytest
from inbox_toolkit.appapi.retry import RetryPolicy
from inbox_toolkit.appapi.transport import MAX_BODY, DeadlineError, RetryTransport, open_transport
from inbox_toolkit.errors import UsageError

URL = "https://api.customer.io/"


def transport(
    handler: Callable[[httpx.Request], httpx.Response], heard: list[tuple[float, int | None]]
) -> RetryTransport:
    return RetryTransport(
        httpx.MockTransport(handler),
        policy=RetryPolicy(first_wait=1.0, factor=2.0),
        sleep=lambda seconds: None,
        deadline=0.5,
        on_wait=lambda seconds, status: heard.append((seconds, status)),
    )


def test_waits_are_told_with_their_reason() -> None:
    heard: list[tuple[float, int | None]] = []
    answers: list[Exception | httpx.Response] = [
        httpx.ConnectError("x"),
        httpx.Response(503),
        httpx.Response(200),
    ]

    def handler(request: httpx.Request) -> httpx.Response:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    response = transport(handler, heard).handle_request(httpx.Request("GET", URL))
    assert response.status_code == 200
    assert heard == [(1.0, None), (2.0, 503)]


def test_a_send_that_timed_out_is_raised_at_once() -> None:
    heard: list[tuple[float, int | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("x", request=request)

    with pytest.raises(httpx.ReadTimeout):
        transport(handler, heard).handle_request(httpx.Request("POST", URL, content=b"{}"))
    assert heard == []


class Drip(httpx.SyncByteStream):
    """A body without an end."""

    def __init__(self, chunk: bytes) -> None:
        self.chunk = chunk

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield self.chunk


@pytest.mark.parametrize("chunk", [b"x", b"x" * (MAX_BODY // 4)])
def test_a_body_that_does_not_end_is_cut_off(chunk: bytes) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Drip(chunk))

    with pytest.raises((httpx.ReadError, DeadlineError)):
        transport(handler, []).handle_request(httpx.Request("POST", URL, content=b"{}"))


def test_a_packed_body_arrives_unpacked() -> None:
    import gzip

    def handler(request: httpx.Request) -> httpx.Response:
        packed = gzip.compress(b'{"a": 1}')
        return httpx.Response(
            200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(packed)
        )

    with httpx.Client(transport=transport(handler, [])) as client:
        assert client.get(URL).json() == {"a": 1}


def test_a_body_badly_packed_is_an_error_of_httpx() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        stream = httpx.ByteStream(b"not gzip")
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=stream)

    with pytest.raises(httpx.DecodingError):
        transport(handler, []).handle_request(httpx.Request("POST", URL, content=b"{}"))


def test_a_proxy_that_cannot_be_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://nowhere")
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.raises(UsageError, match="the proxy named in the environment cannot be used"):
        open_transport("https://api.customer.io")


def test_a_proxy_is_bypassed_where_the_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://nowhere")
    monkeypatch.setenv("NO_PROXY", "customer.io")
    open_transport("https://api.customer.io").close()


def test_this_machine_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://nowhere")
    open_transport("http://127.0.0.1:4610").close()
