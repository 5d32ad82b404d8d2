"""People: found by address, shown with every value as text."""

from pathlib import Path

import pytest

from tests.support.sandbox_server import RunningSandbox, serve_sandbox


def test_people_are_found_by_address(sandbox: RunningSandbox) -> None:
    (found,) = sandbox.ask("GET", "/v1/customers?email=ada%2Bx@example.com").json()["results"]
    assert found["id"] == "user_123"


@pytest.mark.parametrize("query", ["?email=ada+x@example.com", "?email=none@example.com", ""])
def test_nobody_is_an_empty_list(sandbox: RunningSandbox, query: str) -> None:
    answer = sandbox.ask("GET", f"/v1/customers{query}")
    assert (answer.status, answer.json()) == (200, {"results": []})


def test_nobody_can_be_null(folder: Path) -> None:
    with serve_sandbox(folder, empty_lists="null") as sandbox:
        assert sandbox.ask("GET", "/v1/customers?email=x").json() == {"results": None}


def test_attributes_are_text(sandbox: RunningSandbox) -> None:
    customer = sandbox.ask("GET", "/v1/customers/user_123/attributes").json()["customer"]
    attributes = customer["attributes"]
    assert (attributes["points"], attributes["tags"]) == ("7", '["a"]')
    assert attributes["cio_id"] == customer["identifiers"]["cio_id"]
    assert customer["unsubscribed"] is False


def test_each_identifier_finds_the_person(sandbox: RunningSandbox) -> None:
    ada = sandbox.ask("GET", "/v1/customers/user_123/attributes").json()["customer"]
    by_mail = "/v1/customers/ada%2Bx@example.com/attributes?id_type=email"
    by_cio = f"/v1/customers/cio_{ada['identifiers']['cio_id']}/attributes?id_type=cio_id"
    for path in (by_mail, by_cio):
        assert sandbox.ask("GET", path).json()["customer"] == ada


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nobody/attributes", 404),
        ("nobody/messages", 404),
        ("user_123/attributes?id_type=email", 404),
        ("user_123/attributes?id_type=phone", 400),
    ],
)
def test_a_person_there_is_not(sandbox: RunningSandbox, path: str, status: int) -> None:
    answer = sandbox.ask("GET", f"/v1/customers/{path}")
    assert answer.status == status
    assert answer.json()["errors"][0]["status"] == str(status)


def test_several_people_at_once(sandbox: RunningSandbox) -> None:
    body = {"ids": ["user_9", "nobody", "user_123"]}
    found = sandbox.ask("POST", "/v1/customers/attributes", body).json()["customers"]
    assert [one["customer"]["id"] for one in found] == ["user_9", "user_123"]


@pytest.mark.parametrize("ids", [None, [], ["a"] * 101, [1], "a"])
def test_what_are_no_ids(sandbox: RunningSandbox, ids: object) -> None:
    assert sandbox.ask("POST", "/v1/customers/attributes", {"ids": ids}).status == 400


def test_a_persons_deliveries(sandbox: RunningSandbox) -> None:
    one = sandbox.delivered()
    sandbox.delivered(identifiers={"id": "user_9"})
    (message,) = sandbox.ask("GET", "/v1/customers/user_123/messages").json()["messages"]
    assert message["id"] == one.delivery_id
