"""Strangers are refused, and every answer is fenced."""

import asyncio

import pytest
from inbox_toolkit.web.security import TOKEN_HEADER, Guard
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from tests.support.asgi import Answer, ask

TOKEN = "t0ken"
OURS = {"origin": "http://127.0.0.1:4600", TOKEN_HEADER: TOKEN, "cookie": f"inbox={TOKEN}"}


async def _answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


def guarded(names: frozenset[str] = frozenset()) -> Guard:
    routes = [Route("/", _answer), Route("/api/do", _answer, methods=["GET", "POST"])]
    return Guard(Starlette(routes=routes), TOKEN, "inbox", names)


def post(headers: dict[str, str]) -> Answer:
    return ask(guarded(), "/api/do", method="POST", headers=headers)


@pytest.mark.parametrize("host", ["127.0.0.1:4600", "localhost:4600", "[::1]:4600", "10.0.0.7"])
def test_addresses_and_localhost_are_ours(host: str) -> None:
    assert ask(guarded(), "/", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:4600",
        "127.0.0.1.evil.example",
        "localhost:4600.evil.example",
        "x@127.0.0.1",
        "x@localhost:4600",
        "localhost@evil.example",
        "localhost:4600@evil.example",
        "127.0.0.1:4600/",
        "localhost#",
        "localhost?x",
        "localhost;",
        "localhost.",
        "localhost:",
        "localhost:123456",
        "localhost:4600:4600",
        "localhost\\t",
        " localhost",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "[127.0.0.1]",
        "[::1",
        "[::1]evil",
        "[fe80::1%25eth0]",
        "",
        "[",
        "a b",
        "::1",
    ],
)
def test_a_name_pointed_at_this_machine_is_refused(host: str) -> None:
    answer = ask(guarded(), "/", host=host)
    assert answer.status == 403
    assert "does not answer for the host" in answer.text


def test_a_name_can_be_allowed() -> None:
    assert ask(guarded(frozenset({"devbox"})), "/", host="devbox:4600").status == 200


def test_our_own_request_may_change_something() -> None:
    assert post(OURS).status == 200


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"origin": "http://evil.example"}, "did not come from the page itself"),
        ({"origin": "null"}, "did not come from the page itself"),
        ({"origin": ""}, "did not come from the page itself"),
        ({"origin": "http://127.0.0.1:4601"}, "did not come from the page itself"),
        ({"origin": "https://127.0.0.1:4600"}, "did not come from the page itself"),
        ({"origin": "ftp://127.0.0.1:4600"}, "did not come from the page itself"),
        ({"origin": "//127.0.0.1:4600"}, "did not come from the page itself"),
        ({"origin": "http://x@127.0.0.1:4600"}, "did not come from the page itself"),
        ({"origin": "http://127.0.0.1:4600/"}, "did not come from the page itself"),
        (
            {"origin": "http://127.0.0.1:4600 http://evil.example"},
            "did not come from the page itself",
        ),
        ({"sec-fetch-site": "cross-site"}, "Another site asked"),
        ({"sec-fetch-site": "same-site"}, "Another site asked"),
        ({TOKEN_HEADER: "guess"}, "reload it"),
        ({TOKEN_HEADER: "tök"}, "reload it"),
        ({"cookie": ""}, "reload it"),
        ({"cookie": "inbox=guess"}, "reload it"),
        ({"cookie": "inbox"}, "reload it"),
    ],
)
def test_a_forged_request_is_refused(change: dict[str, str], why: str) -> None:
    answer = post({**OURS, **change})
    assert answer.status == 403
    assert why in answer.text


def test_another_site_cannot_even_read() -> None:
    answer = ask(guarded(), "/api/do", headers={"sec-fetch-site": "cross-site"})
    assert answer.status == 403


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_every_answer_is_fenced(path: str) -> None:
    headers = ask(guarded(), path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def websocket(headers: dict[str, str], *, read_only: str = "", scheme: str = "ws") -> list[str]:
    """Open a WebSocket and return what the app, or the guard, answers."""
    said: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})

    async def send(message: Message) -> None:
        said.append(message["type"])

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    given = {"host": "127.0.0.1:4600", **headers}
    scope = {
        "type": "websocket",
        "path": "/api/lsp",
        "scheme": scheme,
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    asyncio.run(Guard(app, TOKEN, "inbox", read_only=read_only)(scope, receive, send))
    return said


def test_the_page_may_open_a_websocket() -> None:
    ours = {"origin": OURS["origin"], "cookie": OURS["cookie"]}
    assert websocket(ours) == ["websocket.accept"]
    assert websocket({**ours, "origin": "https://127.0.0.1:4600"}, scheme="wss") == [
        "websocket.accept"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://127.0.0.1:4600"},
        {"cookie": ""},
        {"cookie": "inbox=guess"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"host": "localhost:4600.evil.example", "origin": "http://localhost:4600.evil.example"},
    ],
)
def test_no_other_page_may_open_a_websocket(change: dict[str, str]) -> None:
    ours = {"origin": OURS["origin"], "cookie": OURS["cookie"]}
    assert websocket({**ours, **change}) == ["websocket.close"]


def test_what_is_read_only_takes_no_websocket_and_no_post() -> None:
    ours = {"origin": OURS["origin"], "cookie": OURS["cookie"]}
    assert websocket(ours, read_only="It only shows.") == ["websocket.close"]
    routes = [Route("/api/do", _answer, methods=["GET", "POST", "DELETE"])]
    app = Guard(Starlette(routes=routes), TOKEN, "inbox", read_only="It only shows.")
    for method in ("POST", "PUT", "DELETE", "PATCH", "BREW"):
        answer = ask(app, "/api/do", method=method, headers=OURS)
        assert (answer.status, "It only shows." in answer.text) == (403, True)
    assert ask(app, "/api/do", headers=OURS).status == 200
