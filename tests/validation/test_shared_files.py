from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.diagnostic import Crash
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import Project, load_project
from inbox_toolkit.validation.rules import unused_fixture, visual_template
from inbox_toolkit.validation.runner import file_diagnostics
from inbox_toolkit.validation.settings import settings_of

from tests.support.projects import small_project, write_project

FILES = {
    "inbox.toml": '[visual]\ntemplates = "v.json"\n',
    "v.json": {"card": []},
    "fixtures/profiles/bad.json": "[]",
    "fixtures/message_data/gone/standard.json": {},
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load_project(find_config(write_project(small_project(tmp_path, "{}"), FILES)))


def found(project: Project, crashes: list[Crash] | None = None) -> list[tuple[str, str]]:
    settings = settings_of(project.config)
    return [(one.rule, one.file) for one in file_diagnostics(project, settings, crashes=crashes)]


EVERY = [
    ("unused-fixture", "fixtures/message_data/gone/standard.json"),
    ("visual-template", "v.json"),
    ("fixture-schema", "fixtures/profiles/bad.json"),
]


def test_what_no_single_template_owns_is_judged(project: Project) -> None:
    assert found(project) == EVERY


def test_of_a_template_alone_no_visual_file_is_judged(project: Project) -> None:
    settings = settings_of(project.config)
    rules = {one.rule for one in file_diagnostics(project, settings, only=())}
    assert rules == {"unused-fixture", "fixture-schema"}


def stumble(project: Project, options: object) -> Iterator[object]:
    raise KeyError("secret")


@pytest.mark.parametrize(
    ("rule", "file"), [(unused_fixture, "fixtures/"), (visual_template, "v.json")]
)
def test_a_rule_that_fails_is_named_and_the_others_still_speak(
    project: Project, monkeypatch: pytest.MonkeyPatch, rule: object, file: str
) -> None:
    monkeypatch.setattr(rule, "check_project", stumble)
    crashes: list[Crash] = []
    left = found(project, crashes)
    name = next(one.rule for one in crashes)
    assert left == [one for one in EVERY if one[0] != name]
    assert [(one.rule, one.file) for one in crashes] == [(name, file)]
    with pytest.raises(KeyError):
        found(project)
