"""People by each identifier, from fixtures and through the API."""

from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.sandbox.people import People, Person, as_text, new_person
from inbox_toolkit.text.source import Source


def profile(name: str, **data: object) -> Fixture:
    return Fixture(name, Source(f"fixtures/profiles/{name}.json", ""), data)


ADA = profile("ada", id="user_1", email="Ada@example.com")


def test_a_profile_is_found_by_all_it_has() -> None:
    people = People([ADA], [])
    ada = people.find("id", "user_1")
    assert ada is not None
    assert people.find("email", "ada@EXAMPLE.com") is ada
    assert people.find("cio_id", ada.cio_id) is ada
    assert people.find("cio_id", f"cio_{ada.cio_id}") is ada
    assert people.find("id", "USER_1") is None


def test_a_profile_may_name_its_own_cio_id() -> None:
    people = People([profile("x", cio_id="a3000001")], [])
    found = people.find("cio_id", "a3000001")
    assert found is not None
    assert found.label == "a3000001"


def test_a_number_for_an_id_is_text() -> None:
    assert People([profile("x", id=7)], []).find("id", "7") is not None


def test_who_came_through_the_api_wins_and_stays() -> None:
    people = People([ADA], [])
    ada = people.find("id", "user_1")
    assert ada is not None
    people.put(Person(ada.cio_id, {**ada.attributes, "tier": "gold"}))
    people.set_profiles([ADA, profile("bob", id="user_2")])
    again = people.find("id", "user_1")
    assert again is not None
    assert again.attributes["tier"] == "gold"
    assert [one.label for one in people.everyone] == ["user_1", "user_2"]


def test_several_people_share_an_address() -> None:
    people = People([ADA, profile("eve", id="user_2", email="ada@example.com")], [])
    assert [one.id for one in people.with_address("ADA@example.com")] == ["user_1", "user_2"]


def test_a_newcomer_is_the_same_in_every_run() -> None:
    assert new_person("id", "x") == new_person("id", "x")
    assert new_person("id", "x").cio_id != new_person("email", "x").cio_id
    assert new_person("cio_id", "abc") == Person("abc", {})
    assert new_person("id", "\ud800").id == "\ud800"


def test_attributes_are_written_as_text() -> None:
    values = ["a", 7, 1.5, True, {"a": [1]}]
    assert [as_text(one) for one in values] == ["a", "7", "1.5", "true", '{"a":[1]}']
