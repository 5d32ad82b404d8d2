"""Both shapes of an error, to the letter."""

import json
import re

from inbox_toolkit.sandbox.responses import (
    ApiError,
    not_found,
    rate_limited,
    send_error,
    unauthorized,
)


def test_a_send_is_refused_in_meta() -> None:
    response = send_error("no").response()
    assert response.status_code == 400
    assert json.loads(bytes(response.body)) == {"meta": {"error": "no"}}


def test_everything_else_is_a_list_with_the_status_as_text() -> None:
    assert not_found().body() == {
        "errors": [{"detail": "resource not found", "status": "404"}],
        "meta": {"error": "resource not found"},
    }
    pointed = ApiError(422, "name cannot be blank", pointer="/name").body()
    assert pointed == {
        "errors": [
            {"detail": "name cannot be blank", "status": "422", "source": {"pointer": "/name"}}
        ]
    }


def test_a_429_has_a_reference_and_says_how_long() -> None:
    response = rate_limited("rate limited to 10 requests per 1s", retry_after=1).response()
    assert (response.status_code, response.headers["retry-after"]) == (429, "1")
    detail = json.loads(bytes(response.body))["errors"][0]["detail"]
    assert re.fullmatch(r"rate limited to 10 requests per 1s \(reference [0-9a-f]{6}\)", detail)
    assert "retry-after" not in rate_limited("a day", retry_after=None).response().headers


def test_a_401_in_either_shape() -> None:
    assert unauthorized("meta").body() == {"meta": {"error": "Unauthorized"}}
    assert unauthorized("errors").body() == {
        "errors": [{"detail": "unauthorized", "status": "401"}]
    }
