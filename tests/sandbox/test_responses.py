"""Answers are ASCII JSON with the headers that were seen."""

import json

from inbox_toolkit.sandbox.responses import json_response, to_json


def test_half_a_surrogate_pair_is_escaped() -> None:
    assert to_json({"a": "\ud800é"}) == b'{"a":"\\ud800\\u00e9"}'


def test_an_answer_is_never_kept() -> None:
    answer = json_response({"a": 1}, status=201, headers={"x": "y"})
    assert json.loads(bytes(answer.body)) == {"a": 1}
    assert answer.headers["cache-control"] == "must-revalidate,no-cache,no-store"
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert (answer.status_code, answer.headers["x"]) == (201, "y")
