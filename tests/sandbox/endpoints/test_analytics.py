"""What the web SDK reports becomes attributes and metrics."""

import pytest

from tests.support.sandbox_server import RunningSandbox


@pytest.mark.parametrize(
    ("metric", "noted"),
    [("opened", {"opened", "delivered"}), ("clicked", {"clicked"}), ("sent_twice", set())],
)
def test_a_report_is_noted_once(sandbox: RunningSandbox, metric: str, noted: set[str]) -> None:
    one = sandbox.delivered()
    report = {
        "event": "Report Delivery Event",
        "properties": {"deliveryId": one.delivery_id, "metric": metric},
    }
    for _ in range(2):
        assert sandbox.ask("POST", "/v1/t", report, {}).status == 200
    found = sandbox.outbox.assert_one("order_shipped")
    assert set(found.metrics) == {"created", "sent", *noted}


@pytest.mark.parametrize(
    "body",
    [
        {"event": "Something else"},
        {"event": "Report Delivery Event"},
        {"event": "Report Delivery Event", "properties": {"deliveryId": 1, "metric": []}},
        {"event": "Report Delivery Event", "properties": {"deliveryId": "?", "metric": "opened"}},
    ],
)
def test_anything_else_is_taken_and_forgotten(sandbox: RunningSandbox, body: object) -> None:
    assert sandbox.ask("POST", "/v1/t", body, {}).status == 200
    assert sandbox.ask("POST", "/v1/p", {}, {}).status == 200


def test_identify_puts_the_visitor_into_the_workspace(sandbox: RunningSandbox) -> None:
    body = {"userId": "visitor", "traits": {"first_name": "Vi"}}
    assert sandbox.ask("POST", "/v1/i", body, {}).status == 200
    assert sandbox.ask("POST", "/v1/i", {"userId": "bare"}, {}).status == 200
    one = sandbox.delivered(identifiers={"id": "visitor"})
    assert one.payload is not None
    assert one.payload["title"] == "Hi Vi"
