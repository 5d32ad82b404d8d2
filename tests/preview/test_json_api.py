"""Answers are JSON, errors are sentences, and a bug never shows its traceback."""

from functools import partial

from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.json_api import json_response, json_route
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.support.asgi import Answer, ask


async def _give(given: object, request: Request) -> object:
    if isinstance(given, Exception):
        raise given
    return given


def answer(given: object) -> Answer:
    return ask(Starlette(routes=[Route("/", json_route(partial(_give, given)))]), "/")


def test_plain_data_is_json_that_is_not_kept() -> None:
    found = answer({"a": ["é", "\ud800", "\u2028"]})
    assert found.content == b'{"a":["\\u00e9","\\ud800","\\u2028"]}'
    assert found.headers["cache-control"] == "no-store"


def test_a_whole_answer_passes() -> None:
    assert answer(PlainTextResponse("as it is", 201)).text == "as it is"


def test_an_error_is_its_sentence_and_remedy() -> None:
    found = answer(UsageError("no such thing", help="take another"))
    assert (found.status, found.json()) == (
        400,
        {"message": "no such thing", "help": "take another"},
    )


def test_a_bug_is_told_without_its_insides() -> None:
    found = answer(KeyError("secret"))
    assert found.status == 500
    assert "secret" not in found.text
    assert "bug in the preview (KeyError)" in found.text


def test_a_status_can_be_given() -> None:
    assert json_response([], status=404).status_code == 404
