"""A written page knows what each case is, and what it was at a revision."""

from pathlib import Path

import pytest
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.static_data import changed_cases, template_data

from tests.support.preview_server import ORDER, small_project, write
from tests.support.repositories import git

NAME = "templates/order_shipped.json"
KEY = "ada\nstandard\n"


def judged(root: Path) -> ProjectState:
    state = ProjectState(root)
    state.validate_pending()
    return state


@pytest.fixture
def repository_root(tmp_path: Path) -> Path:
    small_project(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    return tmp_path


def test_each_case_has_what_it_is_and_was(repository_root: Path) -> None:
    write(repository_root / NAME, ORDER.replace("Order", "Parcel"))
    held = template_data(judged(repository_root), "order_shipped", "HEAD", alone=False)
    assert set(held.cases) == set(held.diffs)
    assert '"Parcel ORD-5678"' in (held.diffs[KEY].after or "")
    assert '"Order ORD-5678"' in (held.diffs[KEY].before or "")


def test_what_was_never_committed_says_so(tmp_path: Path) -> None:
    held = template_data(judged(small_project(tmp_path)), "order_shipped", "HEAD", alone=False)
    assert "no committed version" in held.diffs[KEY].problem


def test_a_case_that_fails_says_so(repository_root: Path) -> None:
    write(repository_root / "fixtures/message_data/order_shipped/standard.json", {"url": "u"})
    held = template_data(judged(repository_root), "order_shipped", "HEAD", alone=False)
    assert "does not render" in held.diffs[KEY].problem


def test_a_page_alone_has_no_other_messages(tmp_path: Path) -> None:
    state = judged(small_project(tmp_path))
    assert template_data(state, "welcome", "HEAD", alone=False).cases["ada\n\n"].neighbors
    alone = template_data(state, "welcome", "HEAD", alone=True)
    assert alone.cases["ada\n\n"].neighbors == ()


def test_cases_that_changed(repository_root: Path) -> None:
    name = "templates/welcome.fr.json"
    state = judged(repository_root)
    assert not any(changed_cases(state, one, "HEAD") for one in state.workspace.templates)
    write(repository_root / name, '{"properties": {"title": "Salut {{ customer.first_name }}"}}')
    state = judged(repository_root)
    found = {one.label: changed_cases(state, one, "HEAD") for one in state.workspace.templates}
    assert found == {
        "order_shipped": frozenset(),
        "welcome": frozenset(),
        "welcome.fr": frozenset({"ada\n\nfr", "grace\n\nfr"}),
    }
