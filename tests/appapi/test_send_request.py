import json
import math
from typing import Any

import pytest
from inbox_toolkit.appapi.recipients import parse_recipient
from inbox_toolkit.appapi.send_request import LARGEST_REQUEST, SendRequest, encode_request
from inbox_toolkit.errors import RefusedError, UsageError

USER = parse_recipient("id:user_123")
DATA = {
    "order_id": "ORD-5678",
    "product_name": "Blue Widget",
    "tracking_url": "https://track.example.com/5678",
}


def test_the_body_is_the_documented_one_field_by_field() -> None:
    assert json.loads(encode_request(SendRequest("order_shipped", USER, DATA))) == {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": DATA,
    }


def test_every_optional_field_is_sent_under_its_documented_name() -> None:
    request = SendRequest(
        44, USER, {}, language="de", queue_draft=True, send_at=1_700_000_000,
        disable_message_retention=True,
    )  # fmt: skip
    assert json.loads(encode_request(request)) == {
        "transactional_message_id": 44,
        "identifiers": {"id": "user_123"},
        "message_data": {},
        "language": "de",
        "queue_draft": True,
        "send_at": 1_700_000_000,
        "disable_message_retention": True,
    }


def test_2048_kb_are_taken_and_one_byte_more_is_refused() -> None:
    empty = len(encode_request(SendRequest("t", USER, {"x": ""})))
    fitting = SendRequest("t", USER, {"x": "a" * (LARGEST_REQUEST - empty)})
    assert len(encode_request(fitting)) == LARGEST_REQUEST
    with pytest.raises(RefusedError, match="the request has 2,049 KB"):
        encode_request(SendRequest("t", USER, {"x": "a" * (LARGEST_REQUEST - empty + 1)}))


def test_letters_are_counted_in_bytes() -> None:
    with pytest.raises(RefusedError):
        encode_request(SendRequest("t", USER, {"x": "é" * (LARGEST_REQUEST // 2)}))


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_json_does_not_have_are_refused(number: float) -> None:
    with pytest.raises(UsageError, match="NaN or infinity"):
        encode_request(SendRequest("t", USER, {"x": number}))


def test_deep_nesting_is_refused_in_words() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(UsageError, match="nested too deeply"):
        encode_request(SendRequest("t", USER, deep))


def test_half_a_surrogate_pair_is_sent_escaped() -> None:
    assert (
        json.loads(encode_request(SendRequest("t", USER, {"x": "\ud83d"})))["message_data"]["x"]
        == "\ud83d"
    )


@pytest.mark.parametrize("language", ["de", "pt-BR", "zh_Hant", "fil"])
def test_language_codes_are_taken(language: str) -> None:
    assert (
        json.loads(encode_request(SendRequest("t", USER, {}, language=language)))["language"]
        == language
    )


@pytest.mark.parametrize("language", ["", "d", "german!", "de-", "de DE"])
def test_what_is_no_language_code_is_refused(language: str) -> None:
    with pytest.raises(UsageError, match="not a language code"):
        encode_request(SendRequest("t", USER, {}, language=language))
