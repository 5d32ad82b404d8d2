"""The official Python client, unmodified, against the sandbox."""

import json

import pytest
from customerio import (  # type: ignore[import-untyped]
    APIClient,
    CustomerIOException,
    SendInboxMessageRequest,
)

from tests.support.sandbox_server import RunningSandbox

pytestmark = pytest.mark.peer


def request(**fields: object) -> SendInboxMessageRequest:
    given = {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": {"order_id": "7"},
        **fields,
    }
    return SendInboxMessageRequest(**given)


def test_it_sends(sandbox: RunningSandbox) -> None:
    answer = APIClient("key", url=sandbox.url).send_inbox_message(request())
    assert answer["delivery_id"] == sandbox.outbox.assert_delivered("order_shipped").delivery_id
    assert isinstance(answer["queued_at"], int)


@pytest.mark.parametrize(
    ("fields", "status", "text"),
    [
        ({"transactional_message_id": "nope"}, 400, '"transactional_message_id" not found.'),
        ({"identifiers": {}}, 400, "exactly one of"),
        ({"message_data": {"x": "a" * 2_100_000}}, 400, "not exceed 2048 KB."),
    ],
)
def test_it_gets_the_documented_errors(
    sandbox: RunningSandbox, fields: dict[str, object], status: int, text: str
) -> None:
    with pytest.raises(CustomerIOException) as caught:
        APIClient("key", url=sandbox.url).send_inbox_message(request(**fields))
    said = str(caught.value)
    assert said.startswith(f"{status}: ")
    body = json.loads(said[said.rindex('{"meta"') :])
    assert text in body["meta"]["error"]


def test_every_field_it_knows_is_taken(sandbox: RunningSandbox) -> None:
    APIClient("key", url=sandbox.url).send_inbox_message(
        request(language="fr", queue_draft=True, disable_message_retention=True)
    )
    one = sandbox.outbox.assert_one("order_shipped")
    assert (one.state, one.request["disable_message_retention"]) == ("drafted", True)
