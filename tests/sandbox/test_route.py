"""Wrong paths, reads that are limited, and a bug of ours: each answered in the API's shape."""

import sqlite3
from pathlib import Path

import pytest
from inbox_toolkit.sandbox.route import Endpoint, EndpointRoute
from inbox_toolkit.sandbox.service import Service, Setup
from starlette.requests import Request
from starlette.responses import Response

from tests.support.asgi import ask
from tests.support.sandbox_server import RunningSandbox, serve_sandbox


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/send/inbox_message"),
        ("POST", "/v1/send/inbox_mesage"),
        ("GET", "/v2/messages"),
        ("DELETE", "/v1/messages"),
        ("GET", "/v1/messages/"),
        ("GET", "//"),
        ("POST", "/"),
    ],
)
def test_a_wrong_path_is_405(sandbox: RunningSandbox, method: str, path: str) -> None:
    answer = sandbox.ask(method, path)
    assert answer.status == 405
    if path != "/":
        assert list(answer.json()) == ["meta" if "/send/" in path else "errors"]


def test_without_a_key_nothing_is_told(sandbox: RunningSandbox) -> None:
    assert sandbox.ask("GET", "/v1/messages", headers={}).status == 401
    refused = sandbox.ask("POST", "/v1/send/inbox_message", {}, {})
    assert (refused.status, refused.json()) == (401, {"meta": {"error": "Unauthorized"}})


def test_the_shape_of_a_sends_401_is_a_switch(folder: Path) -> None:
    with serve_sandbox(folder, unauthorized="errors") as sandbox:
        refused = sandbox.ask("POST", "/v1/send/inbox_message", {}, {})
        assert refused.json() == {"errors": [{"detail": "unauthorized", "status": "401"}]}


def test_ten_reads_a_second(folder: Path) -> None:
    with serve_sandbox(folder, reads_per_second=2) as sandbox:
        statuses = [sandbox.ask("GET", "/v1/messages").status for _ in range(3)]
        assert statuses == [200, 200, 429]
        answer = sandbox.ask("GET", "/v1/customers?email=x")
        assert answer.headers["retry-after"] == "1"
        detail = answer.json()["errors"][0]["detail"]
        assert detail.startswith("rate limited to 2 requests per 1s (reference ")
        assert sandbox.ask("GET", "/v1/workspaces").status == 200
        other = {"Authorization": "Bearer another"}
        assert sandbox.ask("GET", "/v1/messages", headers=other).status == 200


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (
            ZeroDivisionError(),
            "this is a bug in inbox sandbox (ZeroDivisionError); please report it",
        ),
        (
            sqlite3.OperationalError("database or disk is full"),
            "the sandbox's database cannot be used: database or disk is full",
        ),
    ],
)
def test_what_goes_wrong_here_is_a_500_without_a_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str], error: Exception, detail: str
) -> None:
    async def broken(service: Service, request: Request) -> Response:
        raise error

    service = Service(folder, Setup())
    operation = EndpointRoute(service, {"GET": Endpoint("GET", "/x", broken, "open")}, frozenset())
    answer = ask(operation, "/x")
    assert answer.status == 500
    assert answer.json() == {"errors": [{"detail": detail, "status": "500"}]}
    assert capsys.readouterr().err == ""
    service.store.close()
