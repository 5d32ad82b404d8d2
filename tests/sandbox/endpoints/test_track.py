"""People who come in through the Track API, and stay."""

from pathlib import Path

import pytest
from inbox_toolkit.sandbox.service import Setup

from tests.support.sandbox_server import QUICK, RunningSandbox, serve_sandbox

BASIC = {"Authorization": "Basic c2l0ZTprZXk="}


def put(sandbox: RunningSandbox, identifier: str, attributes: object) -> int:
    return sandbox.ask("PUT", f"/api/v1/customers/{identifier}", attributes, BASIC).status


def test_a_person_is_made_and_rendered_with(sandbox: RunningSandbox) -> None:
    assert put(sandbox, "new", {"first_name": "Nia", "email": "nia@example.com"}) == 200
    one = sandbox.delivered(identifiers={"email": "nia@example.com"})
    assert one.payload is not None
    assert one.payload["title"] == "Hi Nia"


def test_attributes_are_laid_over_a_profiles(sandbox: RunningSandbox) -> None:
    assert put(sandbox, "user_123", {"first_name": "Augusta", "points": ""}) == 200
    customer = sandbox.ask("GET", "/v1/customers/user_123/attributes").json()["customer"]
    assert customer["attributes"]["first_name"] == "Augusta"
    assert "points" not in customer["attributes"]
    assert customer["attributes"]["email"] == "ada+x@example.com"


@pytest.mark.parametrize("identifier", ["ada%2Bx@example.com", "user_123"])
def test_a_person_is_named_by_address_or_id(sandbox: RunningSandbox, identifier: str) -> None:
    put(sandbox, identifier, {"tier": "gold"})
    ada = sandbox.service.people.find("id", "user_123")
    assert ada is not None
    assert ada.attributes["tier"] == "gold"
    assert put(sandbox, f"cio_{ada.cio_id}", {"tier": "silver"}) == 200
    found = sandbox.service.people.find("id", "user_123")
    assert found is not None
    assert found.attributes["tier"] == "silver"


def test_a_key_is_needed(sandbox: RunningSandbox) -> None:
    assert sandbox.ask("PUT", "/api/v1/customers/a", {}, {}).status == 401


def test_people_outlive_the_sandbox(folder: Path, tmp_path: Path) -> None:
    setup = Setup(db=tmp_path / "sandbox.db", options=QUICK)
    with serve_sandbox(folder, setup=setup) as sandbox:
        put(sandbox, "new", {"first_name": "Nia"})
        sandbox.send(identifiers={"id": "walk-in"})
    with serve_sandbox(folder, setup=setup) as sandbox:
        for known in ("new", "walk-in"):
            assert sandbox.ask("GET", f"/v1/customers/{known}/attributes").status == 200
