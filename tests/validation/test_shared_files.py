"""Rules of fixture and project scope: what they see, and what happens if one crashes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import Project, load_project
from inbox_toolkit.validation.rule import FixtureContext, ProjectContext
from inbox_toolkit.validation.rules import unused_fixture, visual_template
from inbox_toolkit.validation.runner import RuleResult, validate_fixtures, validate_project_files
from inbox_toolkit.validation.settings import settings_of

from tests.support.projects import check, marked, small_project, write_project

FILES = {
    "inbox.toml": '[visual]\ntemplates = "v.json"\n',
    "v.json": {"card": []},
    "fixtures/profiles/bad.json": "[]",
    "fixtures/message_data/gone/standard.json": {},
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load_project(find_config(write_project(small_project(tmp_path, "{}"), FILES)))


def fixtures(project: Project) -> RuleResult:
    return validate_fixtures(project.fixtures, settings_of(project.config), templates=["t"])


def files(project: Project) -> RuleResult:
    return validate_project_files(project, settings_of(project.config), used_ignores=None)


def found(result: RuleResult) -> list[tuple[str, str]]:
    return [(one.rule, one.file) for one in result.diagnostics]


def test_every_fixture_is_looked_at_usable_or_not(project: Project) -> None:
    assert found(fixtures(project)) == [
        ("fixture-schema", "fixtures/profiles/bad.json"),
        ("unused-fixture", "fixtures/message_data/gone/standard.json"),
    ]


def test_the_projects_own_files_are_looked_at(project: Project) -> None:
    assert found(files(project)) == [("visual-template", "v.json")]


def fail(context: FixtureContext | ProjectContext) -> Iterator[object]:
    raise KeyError("secret")


def test_a_rule_that_crashes_is_named_and_the_others_still_run(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unused_fixture, "check_fixture", fail)
    result = fixtures(project)
    assert found(result) == [("fixture-schema", "fixtures/profiles/bad.json")]
    names = [(one.rule, one.file) for one in result.crashes]
    assert ("unused-fixture", "fixtures/message_data/gone/standard.json") in names
    assert all("secret" in one.trace for one in result.crashes)


def test_a_crash_in_the_project_scope_names_the_configuration(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visual_template, "check_project", fail)
    result = files(project)
    assert found(result) == []
    assert [(one.rule, one.file) for one in result.crashes] == [("visual-template", "inbox.toml")]


def test_data_without_a_template_is_told_the_nearest_one_in_the_command_as_well(
    tmp_path: Path,
) -> None:
    small_project(tmp_path, '{"a": "x"}')
    files = {"fixtures/message_data/shiped/x.json": {}, "templates/shipped.json": "{}"}
    found = [
        one
        for one in check(write_project(tmp_path, files)).diagnostics
        if one.rule == "unused-fixture"
    ]
    assert [one.help for one in found] == ["did you mean `shipped`?"]
    assert marked(check(tmp_path), "unused-fixture")
