"""A send: what is taken, what is refused with which words, and that rendering comes after."""

import time
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.sandbox.service import Setup

from tests.support.sandbox_server import RunningSandbox, serve_sandbox

TOO_LARGE = "Request entity must be JSON encoded and not exceed 2048 KB."


def test_a_send_is_answered_before_it_is_rendered(folder: Path) -> None:
    with serve_sandbox(folder, verdict_seconds=600) as sandbox:
        answer = sandbox.send({})
        assert answer.status == 200
        assert set(answer.json()) == {"delivery_id", "queued_at"}
        (waiting,) = sandbox.service.store.due(time.time() + 601, 10)
        assert waiting.delivery_id == answer.json()["delivery_id"]
        assert waiting.state == "queued"


def test_the_message_is_rendered_with_the_profile(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered()
    assert one.is_clean
    assert one.payload == {"title": "Hi Ada", "body": "Order 7", "link": "https://example.com/7"}
    assert (one.topics, one.type) == (("orders",), "notification")
    assert one.expires_at == pytest.approx((one.sent_at or 0) + 2 * 86_400)


def test_a_missing_value_fails_the_delivery_after_its_200(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered({})
    assert one.state == "failed"
    assert one.failure == "undefined variable: trigger.order_id"
    assert one.payload is None
    assert "missing-value" in {each.rule for each in one.findings}


@pytest.mark.parametrize("wanted", ["order_shipped", "ORDER_SHIPPED", " Order_Shipped"])
def test_trigger_names_are_taken_in_any_case(sandbox: RunningSandbox, wanted: str) -> None:
    assert sandbox.send(transactional_message_id=wanted).status == 200


@pytest.mark.parametrize("wanted", [44, "44"])
def test_a_number_is_taken_as_such_and_as_digits(sandbox: RunningSandbox, wanted: object) -> None:
    assert sandbox.delivered(transactional_message_id=wanted).template == "welcome"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"transactional_message_id": "nope"}, '"transactional_message_id" not found.'),
        ({"transactional_message_id": 45}, '"transactional_message_id" not found.'),
        (
            {"transactional_message_id": None},
            'Missing required field: "transactional_message_id"',
        ),
        ({"identifiers": None}, 'Missing required field: "identifiers"'),
        ({"identifiers": {}}, "exactly one of"),
        ({"identifiers": {"id": "a", "email": "b"}}, "exactly one of"),
        ({"identifiers": {"phone": "1"}}, "exactly one of"),
        ({"identifiers": {"id": {}}}, "exactly one of"),
        ({"identifiers": {"id": "x" * 1001}}, "exactly one of"),
        ({"identifiers": "user_123"}, '"identifiers" must be an object.'),
        ({"message_data": [1]}, '"message_data" must be an object.'),
        ({"transactional_message_id": True}, "must be an integer or a string"),
        ({"transactional_message_id": 1.5}, "must be an integer or a string"),
        ({"send_at": "soon"}, '"send_at" must be an integer.'),
        ({"send_at": 10**11}, '"send_at" must be at most 90 days ahead.'),
    ],
)
def test_what_is_refused(sandbox: RunningSandbox, fields: dict[str, Any], text: str) -> None:
    answer = sandbox.send(**fields)
    assert answer.status == 400
    assert text in answer.json()["meta"]["error"]
    sandbox.outbox.assert_none()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000,
        b'{"transactional_message_id": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_json_object(sandbox: RunningSandbox, body: bytes) -> None:
    answer = sandbox.ask("POST", "/v1/send/inbox_message", body)
    assert (answer.status, answer.json()) == (400, {"meta": {"error": TOO_LARGE}})


@pytest.mark.parametrize(("over", "status"), [(0, 200), (1, 400)])
def test_a_request_may_have_2048_kilobytes(sandbox: RunningSandbox, over: int, status: int) -> None:
    head = b'{"transactional_message_id": "welcome", "identifiers": {"id": "a"}, "message_data": {"x": "'
    body = head + b"a" * (2048 * 1024 - len(head) - 3 + over) + b'"}}'
    assert len(body) == 2048 * 1024 + over
    body = body.replace(b'"welcome"', b"44       ")
    assert sandbox.ask("POST", "/v1/send/inbox_message", body).status == status


def test_unknown_fields_are_ignored_unless_strict(sandbox: RunningSandbox) -> None:
    assert sandbox.send(mesage_data={}).status == 200
    answer = sandbox.send(mesage_data={}, headers={"X-Validate": "strict"})
    assert (answer.status, answer.json()) == (
        400,
        {"meta": {"error": 'Unknown field: "mesage_data"'}},
    )
    kept = sandbox.send(disable_message_retention=True, headers={"X-Validate": "strict"})
    assert kept.status == 200


def test_strict_may_refuse_what_the_description_lacks(folder: Path) -> None:
    with serve_sandbox(folder, strict_retention="refuse") as sandbox:
        assert sandbox.send(disable_message_retention=True).status == 200
        strict = {"X-Validate": "strict"}
        assert sandbox.send(disable_message_retention=True, headers=strict).status == 400


def test_a_draft_is_held(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered(queue_draft=True)
    assert one.state == "drafted"
    assert one.payload is None


def test_a_time_to_come_is_echoed_and_waited_for(sandbox: RunningSandbox) -> None:
    at = int(time.time()) + 3600
    answer = sandbox.send(send_at=at)
    assert answer.json()["send_at"] == at
    assert sandbox.service.store.next_due() == at


def test_a_time_gone_by_means_now(sandbox: RunningSandbox) -> None:
    assert "send_at" not in sandbox.send(send_at=1).json()
    sandbox.outbox.assert_delivered("order_shipped")


def test_an_unknown_person_can_be_created(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered(identifiers={"email": "new@example.com"})
    assert one.payload is not None
    assert one.payload["title"] == "Hi there"
    found = sandbox.ask("GET", "/v1/customers?email=new%40example.com").json()["results"]
    assert found == [{"cio_id": one.person.cio_id, "id": None, "email": "new@example.com"}]


def test_an_unknown_person_is_refused(folder: Path) -> None:
    with serve_sandbox(folder, setup=Setup()) as sandbox:
        answer = sandbox.send(identifiers={"id": "nobody"})
        assert (answer.status, answer.json()["meta"]["error"]) == (
            400,
            "no person found with that id",
        )
        assert sandbox.outbox.deliveries() == []


@pytest.mark.parametrize(
    "identifiers",
    [{"id": "user_123"}, {"email": "ADA+x@example.com"}, {"id": "user_123", "email": ""}],
)
def test_everyone_is_found_by_each_identifier(sandbox: RunningSandbox, identifiers: object) -> None:
    assert sandbox.delivered(identifiers=identifiers).person.id == "user_123"


def test_a_cio_id_names_a_person(sandbox: RunningSandbox) -> None:
    ada = sandbox.service.people.find("id", "user_123")
    assert ada is not None
    assert sandbox.delivered(identifiers={"cio_id": ada.cio_id}).person.id == "user_123"


def test_a_number_for_an_id_is_taken(sandbox: RunningSandbox) -> None:
    assert sandbox.delivered(identifiers={"id": 12}).person.id == "12"


@pytest.mark.parametrize(
    ("to", "language", "title"),
    [
        ("user_9", None, "Bienvenue"),
        ("user_9", "en", "Welcome"),
        ("user_123", "fr", "Bienvenue"),
        ("user_123", "fr-CA", "Bienvenue"),
        ("user_123", None, "Welcome"),
    ],
)
def test_the_language_of_the_send_wins_over_the_persons(
    sandbox: RunningSandbox, to: str, language: str | None, title: str
) -> None:
    one = sandbox.delivered(transactional_message_id=44, identifiers={"id": to}, language=language)
    assert one.payload == {"title": title}


def test_the_account_may_be_forbidden_to_send(folder: Path) -> None:
    with serve_sandbox(folder, account="do-not-send") as sandbox:
        answer = sandbox.send()
        assert answer.status == 403
        assert answer.json() == {"meta": {"error": 'Workspace is set to "Do Not Send."'}}


def test_half_a_surrogate_pair_passes_through(sandbox: RunningSandbox) -> None:
    body = rb'{"transactional_message_id":"order_shipped","identifiers":{"id":"\ud800"},"message_data":{"order_id":"\udc00"}}'
    assert sandbox.ask("POST", "/v1/send/inbox_message", body).status == 200
    assert sandbox.outbox.assert_one("order_shipped").payload is not None


def test_a_template_written_a_moment_ago_can_be_sent(sandbox: RunningSandbox, folder: Path) -> None:
    (folder / "templates/late.json").write_text('{"properties": {"title": "Late"}}')
    assert sandbox.delivered(transactional_message_id="late").payload == {"title": "Late"}


def test_an_edited_template_is_rendered_as_it_is_now(sandbox: RunningSandbox, folder: Path) -> None:
    sandbox.delivered(transactional_message_id=44)
    (folder / "templates/welcome.json").write_text(
        '{"transactional_message_id": 44, "properties": {"title": "Changed"}}'
    )
    assert sandbox.delivered(transactional_message_id=44).payload == {"title": "Changed"}


def test_sends_can_be_limited(folder: Path) -> None:
    with serve_sandbox(folder, sends_per_three_seconds=1) as sandbox:
        assert sandbox.send().status == 200
        answer = sandbox.send()
        assert answer.status == 429
        assert 1 <= int(answer.headers["retry-after"]) <= 3
        assert "error" in answer.json()["meta"]
