"""A project as it was."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import template_files
from inbox_toolkit.validation.revision import project_at

from tests.support.projects import write_project
from tests.support.repositories import committed_project, git


def test_its_files_are_those_of_the_revision(tmp_path: Path) -> None:
    project = committed_project(tmp_path) / "messages"
    write_project(project, {"templates/t.json": "changed", "templates/new.json": "{}"})
    with project_at(find_config(project), "HEAD") as then:
        (file,) = template_files(then)
        assert then.read(file.name).text.startswith('{"properties": {"a": 1}')
        folder = then.root
    assert not folder.exists()


def test_its_settings_are_those_of_the_revision(tmp_path: Path) -> None:
    project = committed_project(tmp_path) / "messages"
    write_project(project, {"inbox.toml": 'templates = "mail"\n'})
    with project_at(find_config(project), "HEAD") as then:
        assert then.templates == "templates"


@pytest.mark.parametrize("config", ["[", '[validate.severity]\nno-such-rule = "off"\n'])
def test_settings_that_were_wrong_are_today_s(tmp_path: Path, config: str) -> None:
    project = committed_project(tmp_path) / "messages"
    write_project(project, {"inbox.toml": config})
    git(project, "commit", "-qam", "wrong")
    write_project(project, {"inbox.toml": 'liquid = "legacy"\n'})
    with project_at(find_config(project), "HEAD") as then:
        assert then.liquid == "legacy"
        assert then.root != project


def test_an_unknown_revision_is_said(tmp_path: Path) -> None:
    project = committed_project(tmp_path) / "messages"
    with pytest.raises(UsageError), project_at(find_config(project), "nope"):
        pass
