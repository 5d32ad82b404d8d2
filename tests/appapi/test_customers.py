import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.customers import fetch_person, restore_types
from inbox_toolkit.appapi.recipients import parse_recipient
from inbox_toolkit.errors import ServiceError, UsageError

from tests.support.loopback import Loopback, as_json

ADA = {
    "customer": {
        "id": "ada",
        "identifiers": {"cio_id": "a3000001", "id": "ada", "email": "ada@example.com"},
        "attributes": {"first_name": "Ada", "points": "12450", "id": "ada"},
        "timestamps": {"first_name": 1},
    }
}


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("id:a/b c", "/v1/customers/a%2Fb%20c/attributes"),
        ("cio_id:a3000001", "/v1/customers/cio_a3000001/attributes?id_type=cio_id"),
        ("cio_id:cio_a3", "/v1/customers/cio_a3/attributes?id_type=cio_id"),
    ],
)
def test_a_person_is_asked_for_by_an_encoded_identifier(
    api: AppApi, server: Loopback, who: str, path: str
) -> None:
    server.script(as_json(ADA))
    person = fetch_person(api, parse_recipient(who))
    assert server.seen[0].path == path
    assert person.attributes == {
        "id": "ada", "email": "ada@example.com", "cio_id": "a3000001",
        "first_name": "Ada", "points": "12450",
    }  # fmt: skip


def test_an_address_is_looked_up_first_with_its_plus(api: AppApi, server: Loopback) -> None:
    found = {"results": [{"cio_id": "a3", "id": None, "email": "ada+x@example.com"}]}
    server.script(as_json(found), as_json(ADA))
    fetch_person(api, parse_recipient("email:ada+x@example.com"))
    assert [seen.path for seen in server.seen] == [
        "/v1/customers?email=ada%2Bx%40example.com",
        "/v1/customers/cio_a3/attributes?id_type=cio_id",
    ]


@pytest.mark.parametrize("results", [[], None, "x"])
def test_an_address_nobody_has(api: AppApi, server: Loopback, results: object) -> None:
    server.script(as_json({"results": results}))
    with pytest.raises(UsageError, match="nobody in this workspace"):
        fetch_person(api, parse_recipient("email:a@b.c"))


def test_an_address_several_have_names_them(api: AppApi, server: Loopback) -> None:
    server.script(as_json({"results": [{"id": "a", "cio_id": "1"}, {"id": None, "cio_id": "2"}]}))
    with pytest.raises(UsageError, match="2 people have the address") as raised:
        fetch_person(api, parse_recipient("email:a@b.c"))
    assert raised.value.help == "use --id: a, 2"


@pytest.mark.parametrize("document", [{}, {"customer": None}, {"customer": []}])
def test_an_answer_without_a_person(api: AppApi, server: Loopback, document: object) -> None:
    server.script(as_json(document))
    with pytest.raises(ServiceError, match="the response holds none"):
        fetch_person(api, parse_recipient("id:a"))


def test_a_person_found_without_an_identifier(api: AppApi, server: Loopback) -> None:
    server.script(as_json({"results": [{"email": "a@b.c"}]}))
    with pytest.raises(ServiceError, match="no identifier"):
        fetch_person(api, parse_recipient("email:a@b.c"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1489014595", 1489014595), ("-3", -3), ("0", 0), ("2.5", 2.5), ("true", True),
        ("false", False), ("null", None), ('{"a": [1]}', {"a": [1]}), ("[]", []),
        ("007", "007"), ("1.50", "1.50"), ("-0", "-0"), ("1e5", "1e5"), ("+46 1", "+46 1"),
        ("", ""), ("True", "True"), ("{broken", "{broken"), ("9" * 20, "9" * 20), ("NaN", "NaN"),
    ],
)  # fmt: skip
def test_types_are_restored_where_nothing_is_lost(text: str, value: object) -> None:
    found = restore_types({"x": text, "id": text})
    assert found["x"] == value
    assert type(found["x"]) is type(value)
    assert found["id"] == text


@given(st.integers(-(10**14), 10**14) | st.booleans())
def test_what_the_service_made_text_comes_back(value: object) -> None:
    text = str(value).lower()
    assert restore_types({"x": text})["x"] == value
