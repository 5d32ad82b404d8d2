"""Templates come back as they were at a revision."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import template_at_revision
from inbox_toolkit.template.template import Template
from inbox_toolkit.workspace.git import is_revision

from tests.support.preview_server import ORDER, small_project, write
from tests.support.repositories import git

NAME = "templates/order_shipped.json"


def repository_of(root: Path) -> Path:
    small_project(root)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    git(root, "tag", "first")
    return root


def label(state: ProjectState, wanted: str) -> Template:
    return next(one for one in state.workspace.templates if one.label == wanted)


def test_a_template_as_it_was(tmp_path: Path) -> None:
    root = repository_of(tmp_path)
    write(root / NAME, ORDER.replace("Order", "Parcel"))
    state = ProjectState(root)
    assert template_at_revision(state, label(state, "order_shipped")).source.text == ORDER
    git(root, "commit", "-q", "-a", "-m", "two")
    assert "Parcel" in template_at_revision(state, label(state, "order_shipped")).source.text
    assert template_at_revision(state, label(state, "order_shipped"), "first").source.text == ORDER


def test_a_translation_is_laid_over_its_base_of_then(tmp_path: Path) -> None:
    root = repository_of(tmp_path)
    write(root / "templates/welcome.json", '{"properties": {"title": "Now", "body": "new"}}')
    state = ProjectState(root)
    old = template_at_revision(state, label(state, "welcome.fr"))
    assert (old.language, old.file) == ("fr", "templates/welcome.fr.json")
    assert not old.problems


def test_what_was_not_there_or_was_broken_is_a_sentence(tmp_path: Path) -> None:
    root = repository_of(tmp_path)
    write(root / "templates/later.json", ORDER)
    state = ProjectState(root)
    with pytest.raises(UsageError, match="no committed version"):
        template_at_revision(state, label(state, "later"))
    with pytest.raises(UsageError, match="no committed version"):
        template_at_revision(state, label(state, "order_shipped"), "--output=stolen")
    assert not (root / "stolen").exists()
    write(root / "templates/later.json", "{")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "two")
    with pytest.raises(UsageError, match="cannot be rendered"):
        template_at_revision(ProjectState(root), label(state, "later"))


def test_a_revision_is_one_that_git_knows(tmp_path: Path) -> None:
    assert not is_revision(tmp_path, "HEAD")
    root = repository_of(tmp_path)
    assert is_revision(root, "HEAD")
    assert is_revision(root, "first")
    assert not is_revision(root, "second")
    assert not is_revision(root, "--all")
