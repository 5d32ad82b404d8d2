from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import Fixture, Fixtures, load_fixtures
from inbox_toolkit.rendering.cases import Case, cases_of, pick_case, with_changes
from inbox_toolkit.text.source import Source

from tests.support.projects import small_project, template, write_project


@pytest.fixture
def fixtures(tmp_path: Path) -> Fixtures:
    small_project(tmp_path, "{}")
    write_project(
        tmp_path, {"fixtures/profiles/bob.json": {}, "fixtures/message_data/t/more.json": {}}
    )
    return load_fixtures(Config(tmp_path))


def test_cases_are_every_profile_with_every_data(fixtures: Fixtures) -> None:
    labels = [case.label for case in cases_of(template('{"properties": {}}'), fixtures)]
    assert labels == ["ada × more", "ada × standard", "bob × more", "bob × standard"]


def test_a_translation_shares_the_data_of_its_base(fixtures: Fixtures) -> None:
    assert len(cases_of(template('{"properties": {}}', "t.fr"), fixtures)) == 4


def test_without_data_a_case_sends_none(fixtures: Fixtures) -> None:
    first = cases_of(template('{"properties": {}}', "u"), fixtures)[0]
    assert (first.label, first.message_data) == ("ada × none", {})


def test_without_names_the_first_of_each_is_picked(fixtures: Fixtures) -> None:
    chosen = template('{"properties": {}}')
    assert pick_case(chosen, fixtures, profile=None, data=None).label == "ada × more"
    assert pick_case(chosen, fixtures, profile="bob", data="standard").label == "bob × standard"
    with pytest.raises(UsageError, match="no message data `stan`"):
        pick_case(chosen, fixtures, profile=None, data="stan")
    with pytest.raises(UsageError, match="no profile"):
        pick_case(chosen, Fixtures(), profile=None, data=None)


PROFILE = Fixture("ada", Source("ada.json", ""), {"name": "Ada", "tags": [{"id": 1}]})
CASE = Case(template('{"properties": {}}'), PROFILE, None)


def test_values_are_json_or_else_text() -> None:
    case = with_changes(
        CASE, ["trigger.a=7", "trigger.b=x=y", 'trigger.c={"d": [1]}', "trigger.e.f="]
    )
    assert case.message_data == {"a": 7, "b": "x=y", "c": {"d": [1]}, "e": {"f": ""}}


@pytest.mark.parametrize("key", ["²", "٣", "9" * 5_000])
def test_what_is_no_ascii_number_is_a_name(key: str) -> None:
    assert with_changes(CASE, [f"trigger.{key}=1"]).message_data == {key: 1}


def test_a_list_can_be_changed_and_grown_by_one() -> None:
    case = with_changes(CASE, ["customer.tags.0.id=2", "customer.tags.1=3"])
    assert case.profile.data["tags"] == [{"id": 2}, 3]
    assert PROFILE.data["tags"] == [{"id": 1}]
    with pytest.raises(UsageError, match="there is no item 5"):
        with_changes(CASE, ["customer.tags.5=1"])


@pytest.mark.parametrize(
    "change", ["trigger", "trigger=1", "trigger.=1", "trigger..a=1", "=1", "event.a=1"]
)
def test_what_cannot_be_set_is_said(change: str) -> None:
    with pytest.raises(UsageError) as caught:
        with_changes(CASE, [change])
    assert caught.value.help
