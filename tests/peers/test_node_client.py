"""The official Node client, unmodified, against the sandbox."""

import pytest

from tests.support.peers import node
from tests.support.sandbox_server import RunningSandbox

pytestmark = pytest.mark.peer


def test_it_sends_reads_and_gets_the_documented_errors(sandbox: RunningSandbox) -> None:
    said = node("node_client.mjs", sandbox.url)
    sandbox.outbox.assert_delivered("order_shipped", to="user_123")
    sandbox.outbox.assert_delivered("welcome", to="9")
    assert said["sent"]["delivery_id"]
    assert said["unknown"] == {"status": 400, "message": '"transactional_message_id" not found.'}
    assert said["number"]["answer"]["delivery_id"]
    assert said["message"]["answer"]["metrics"]["sent"]
    assert len(said["messages"]["answer"]["messages"]) == 1
    assert said["person"]["answer"]["customer"]["attributes"]["first_name"] == "Ada"
    assert [one["id"] for one in said["people"]["answer"]["results"]] == ["user_123"]
    assert len(said["several"]["answer"]["customers"]) == 2
    assert said["missing"]["status"] == 404
    # From meta.error, the only place where 5.x looks for it.
    assert said["missing"]["message"] == "resource not found"
    assert said["addresses"]["answer"] == {"ip_addresses": ["127.0.0.1"]}
