"""What changed: since the last save, since the last commit, between two cases."""

import subprocess
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.diff import diff_view, text_of
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import DiffView

from tests.support.preview_server import ORDER, write

CASE = Selection("order_shipped", "ada", "standard")


def saved(state: ProjectState, name: str, content: object) -> None:
    state.reload([write(state.workspace.root / name, content)], allow_retry=False)
    state.validate_pending()


def changes(view: DiffView) -> list[tuple[str, str]]:
    assert view.problem == ""
    return [
        (one.kind, "".join(part.text for part in one.segments).strip())
        for one in view.lines
        if one.kind != "same"
    ]


def commit(root: Path) -> None:
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def test_a_payload_is_laid_out_line_by_line() -> None:
    assert text_of({"a": 1.0, "b": "é"}) == '{\n  "a": 1.0,\n  "b": "é"\n}'


def test_before_the_last_save(state: ProjectState) -> None:
    assert diff_view(state, CASE, "saved").problem.startswith("Nothing has changed")
    saved(state, "templates/order_shipped.json", ORDER.replace("Order", "Parcel"))
    assert changes(diff_view(state, CASE, "saved")) == [
        ("removed", '"body": "Order ORD-5678",'),
        ("added", '"body": "Parcel ORD-5678",'),
    ]


def test_against_another_case(state: ProjectState) -> None:
    view = diff_view(state, CASE, "case:grace/standard")
    assert changes(view) == [("removed", '"title": "Hi Grace",'), ("added", '"title": "Hi Ada",')]
    assert "no profile" in diff_view(state, CASE, "case:nobody/standard").problem


@pytest.mark.parametrize("language", ["", "fr"])
def test_against_the_last_commit(state: ProjectState, language: str) -> None:
    commit(state.workspace.root)
    name = f"templates/welcome{'.fr' if language else ''}.json"
    saved(state, name, '{"properties": {"title": "New {{ customer.first_name }}"}}')
    old = "Bienvenue Ada" if language else "Welcome Ada"
    assert changes(diff_view(state, Selection("welcome", "ada", language=language), "commit")) == [
        ("removed", f'"title": "{old}"'),
        ("added", '"title": "New Ada"'),
    ]


def test_what_cannot_be_compared_says_why(state: ProjectState) -> None:
    assert "no committed version" in diff_view(state, CASE, "commit").problem
    write(state.workspace.root / "templates/order_shipped.json", "{")
    commit(state.workspace.root)
    assert "cannot be rendered" in diff_view(state, CASE, "commit").problem
    saved(state, "templates/order_shipped.json", "{ ")
    assert diff_view(state, CASE, "case:grace/standard").problem == "This case renders no message."


def test_the_words_that_differ_are_marked(state: ProjectState) -> None:
    view = diff_view(state, CASE, "case:grace/standard")
    assert (view.title, view.identical) == ("grace × standard", False)
    removed, added = (one for one in view.lines if one.kind != "same")
    assert [part.text for part in removed.segments if part.changed] == ["Grace"]
    assert [part.text for part in added.segments if part.changed] == ["Ada"]
    assert "".join(part.text for part in added.segments) == '  "title": "Hi Ada",'
    assert (removed.before, removed.after, added.before, added.after) == (2, None, None, 2)


def test_against_any_revision(state: ProjectState) -> None:
    root = state.workspace.root
    commit(root)
    saved(state, "templates/order_shipped.json", ORDER.replace("Order", "Parcel"))
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qam", "two"],
        cwd=root,
        check=True,
        capture_output=True,
    )
    assert diff_view(state, CASE, "commit").identical
    view = diff_view(state, CASE, "revision:HEAD~1")
    assert view.title == "HEAD~1"
    assert changes(view)[0] == ("removed", '"body": "Order ORD-5678",')
    assert diff_view(state, CASE, "revision:--output=x").problem


@pytest.mark.parametrize("against", ["", "yesterday", "revision:", "case:", "revision"])
def test_nothing_else_is_compared_with(state: ProjectState, against: str) -> None:
    with pytest.raises(UsageError, match="nothing can be compared"):
        diff_view(state, CASE, against)
