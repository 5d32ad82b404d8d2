from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import Fixtures, load_fixtures
from inbox_toolkit.rendering.cases import cases_of, pick_case

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
