"""Requests are decoded, answers are JSON, errors are sentences, a bug never shows its insides."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.web.operations import (
    MAX_BODY_BYTES,
    ConflictError,
    json_response,
    operation_routes,
)
from inbox_toolkit.web.wire import Operation
from starlette.applications import Starlette

from tests.support.asgi import Answer, ask


@dataclass(frozen=True, slots=True)
class Asked:
    what: str
    how_many: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    some_text: str


async def repeat(asked: Asked) -> Said:
    errors = {
        "usage": UsageError("no such thing", help="take another"),
        "project": ProjectError("it is broken"),
        "conflict": ConflictError(Said("another text")),
        "bug": KeyError("secret"),
    }
    if asked.what in errors:
        raise errors[asked.what]
    return Said(asked.what * asked.how_many)


async def stream(asked: Asked) -> AsyncIterator[Said]:
    async def each() -> AsyncIterator[Said]:
        for number in range(asked.how_many):
            yield Said(f"{asked.what} {number}")

    return each()


async def nothing() -> Said:
    return Said("nothing was asked")


APP = Starlette(
    routes=operation_routes(
        (
            Operation("GET", "/api/say/{what}", Asked, Said),
            Operation("GET", "/api/say", None, Said),
            Operation("POST", "/api/say", Asked, Said),
            Operation("POST", "/api/stream", Asked, Said, streams=True),
        ),
        {
            "GET /api/say/{what}": repeat,
            "GET /api/say": nothing,
            "POST /api/say": repeat,
            "POST /api/stream": stream,
        },
    )
)


def post(document: object, path: str = "/api/say") -> Answer:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return ask(APP, path, method="POST", body=body)


def test_a_query_and_a_body_are_the_same_request() -> None:
    answer = ask(APP, "/api/say/é?howMany=2".replace("é", "e"))
    assert answer.json() == {"someText": "ee"}
    assert answer.headers["cache-control"] == "no-store"
    assert post({"what": "e", "howMany": 2}).json() == {"someText": "ee"}
    assert ask(APP, "/api/say").json() == {"someText": "nothing was asked"}


def test_a_stream_is_a_document_per_line() -> None:
    answer = post({"what": "é", "howMany": 3}, "/api/stream")
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines == [{"someText": f"é {number}"} for number in range(3)]


def test_an_error_is_its_sentence_and_remedy() -> None:
    found = post({"what": "usage"})
    assert (found.status, found.json()) == (
        400,
        {"message": "no such thing", "help": "take another"},
    )
    assert (post({"what": "project"}).status, post({"what": "project"}).json()) == (
        422,
        {"message": "it is broken", "help": None},
    )


def test_a_conflict_comes_with_what_is_there_now() -> None:
    found = post({"what": "conflict"})
    assert (found.status, found.json()) == (409, {"someText": "another text"})


def test_a_bug_is_told_without_its_insides() -> None:
    found = post({"what": "bug"})
    assert found.status == 500
    assert "secret" not in found.text
    assert "bug in inbox (KeyError)" in found.text


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"[" * 100_000, b"\xff", b'{"what": 7}', b'{"howMany": 1}', b"null"]
)
def test_a_strange_request_is_refused_in_a_sentence(body: bytes) -> None:
    answer = post(body)
    assert answer.status == 400
    assert set(answer.json()) == {"message", "help"}  # type: ignore[call-overload]


def test_a_large_request_is_not_read_to_its_end() -> None:
    answer = post(b" " * (MAX_BODY_BYTES + 1))
    assert answer.status == 400
    assert "larger than 16 MB" in answer.text


def test_a_status_can_be_given() -> None:
    assert json_response([], status=404).status_code == 404
