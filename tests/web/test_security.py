"""Strangers are refused, and every answer is fenced."""

import pytest
from inbox_toolkit.web.security import TOKEN_HEADER, Guard
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

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
    "host", ["evil.example", "evil.example:4600", "127.0.0.1.evil.example", "", "[", "a b", "::1"]
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
