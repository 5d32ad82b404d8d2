"""Deliveries as the App API shows them: metrics instead of states, pages, and a quota."""

import time
from pathlib import Path

import pytest
from inbox_toolkit.sandbox.options import EmulatorOptions
from inbox_toolkit.sandbox.service import Setup

from tests.support.sandbox_server import RunningSandbox, serve_sandbox

NOT_FOUND = {
    "errors": [{"detail": "resource not found", "status": "404"}],
    "meta": {"error": "resource not found"},
}


def test_a_delivery_shows_what_happened_to_it(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered()
    message = sandbox.ask("GET", f"/v1/messages/{one.delivery_id}").json()["message"]
    assert message["metrics"] == {"sent": int(one.sent_at or 0)}
    assert message["customer_id"] == "user_123"
    assert message["customer_identifiers"] == one.person.identifiers
    assert message["failure_message"] is None
    assert (message["type"], message["campaign_id"]) == ("inbox", None)
    assert "state" not in message


def test_a_failed_delivery_says_why(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered({})
    message = sandbox.ask("GET", f"/v1/messages/{one.delivery_id}").json()["message"]
    assert list(message["metrics"]) == ["failed"]
    assert message["failure_message"] == "undefined variable: trigger.order_id"


def test_before_its_verdict_a_delivery_is_only_created(folder: Path) -> None:
    with serve_sandbox(folder, verdict_seconds=600) as sandbox:
        delivery_id = sandbox.send().json()["delivery_id"]
        message = sandbox.ask("GET", f"/v1/messages/{delivery_id}").json()["message"]
        assert list(message["metrics"]) == ["created"]


def test_a_fresh_delivery_is_not_there_yet(folder: Path) -> None:
    now = [1_768_467_600.0]
    setup = Setup(options=EmulatorOptions(unseen_seconds=2), clock=lambda: now[0])
    with serve_sandbox(folder, setup=setup) as sandbox:
        path = f"/v1/messages/{sandbox.delivered().delivery_id}"
        answer = sandbox.ask("GET", path)
        assert (answer.status, answer.json()) == (404, NOT_FOUND)
        assert sandbox.ask("GET", "/v1/messages").json()["messages"] == []
        now[0] += 2
        assert sandbox.ask("GET", path).status == 200


def test_an_unknown_delivery_is_404(sandbox: RunningSandbox) -> None:
    answer = sandbox.ask("GET", "/v1/messages/dgOq6QWq6QUBAAF4_CGoeVX7mFkDbRFu7ek%3D")
    assert (answer.status, answer.json()) == (404, NOT_FOUND)


def test_the_list_is_newest_first_and_pages(sandbox: RunningSandbox) -> None:
    ids = [sandbox.send({"order_id": n}).json()["delivery_id"] for n in range(5)]
    sandbox.outbox.deliveries()
    seen, start = [], ""
    while True:
        page = sandbox.ask("GET", f"/v1/messages?limit=2&start={start}").json()
        assert len(page["messages"]) <= 2
        seen += [one["id"] for one in page["messages"]]
        start = page["next"]
        if not start:
            break
    assert seen == ids[::-1]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("metric=failed", 1),
        ("metric=sent", 2),
        ("metric=clicked", 0),
        ("drafts=true", 1),
        ("type=email", 0),
        ("campaign_id=1", 0),
        (f"start_ts={10**10}", 0),
        ("end_ts=1", 0),
        ("start_ts=1&limit=100000", 4),
    ],
)
def test_the_list_can_be_narrowed(sandbox: RunningSandbox, query: str, count: int) -> None:
    sandbox.send()
    sandbox.send(queue_draft=True)
    sandbox.send({})
    sandbox.send()
    sandbox.outbox.deliveries()
    assert len(sandbox.ask("GET", f"/v1/messages?{query}").json()["messages"]) == count


@pytest.mark.parametrize("query", ["limit=x", "start=-1", "metric=nope", "start_ts=1e5"])
def test_a_query_that_makes_no_sense_is_400(sandbox: RunningSandbox, query: str) -> None:
    answer = sandbox.ask("GET", f"/v1/messages?{query}")
    assert answer.status == 400
    assert answer.json()["errors"][0]["status"] == "400"


def test_empty_lists_can_be_null(folder: Path) -> None:
    with serve_sandbox(folder, empty_lists="null") as sandbox:
        assert sandbox.ask("GET", "/v1/messages").json()["messages"] is None


def test_what_was_sent_is_archived_a_hundred_times_a_day(folder: Path) -> None:
    with serve_sandbox(folder, archived_per_day=2) as sandbox:
        path = f"/v1/messages/{sandbox.delivered().delivery_id}/archived_message"
        first = sandbox.ask("GET", path)
        assert '"Order 7"' in first.json()["archived_message"]["body"]
        assert first.headers["x-ratelimit-limit"] == "2"
        assert first.headers["x-ratelimit-remaining"] == "1"
        missing = sandbox.ask("GET", "/v1/messages/none/archived_message")
        assert (missing.status, missing.headers["x-ratelimit-remaining"]) == (404, "0")
        third = sandbox.ask("GET", path)
        assert third.status == 429
        assert "retry-after" not in third.headers
        assert third.json()["errors"][0]["detail"].startswith(
            "rate limited to 2 request(s) per day (reference "
        )


@pytest.mark.parametrize(("wanted", "status"), [("empty", 200), ("missing", 404)])
def test_the_archive_can_be_empty(folder: Path, wanted: str, status: int) -> None:
    with serve_sandbox(folder, archived_body=wanted) as sandbox:
        path = f"/v1/messages/{sandbox.delivered().delivery_id}/archived_message"
        answer = sandbox.ask("GET", path)
        assert answer.status == status
        if status == 200:
            assert answer.json()["archived_message"]["body"] == ""


def test_content_that_is_not_kept_is_not_shown(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered(disable_message_retention=True)
    path = f"/v1/messages/{one.delivery_id}/archived_message"
    archived = sandbox.ask("GET", path).json()["archived_message"]
    assert (archived["forgotten"], archived["body"]) == (True, "")


def test_deliveries_of_the_last_second_carry_real_times(sandbox: RunningSandbox) -> None:
    before = int(time.time())
    sandbox.delivered()
    (message,) = sandbox.ask("GET", "/v1/messages").json()["messages"]
    assert before <= message["created"] <= message["metrics"]["sent"] <= time.time()
