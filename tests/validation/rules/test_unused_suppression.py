from pathlib import Path

from inbox_toolkit.diagnostics.diagnostic import Severity

from tests.support.projects import check, marked, small_project

IDLE = '{"a": "x{% comment %} inbox-ignore-next-line blank-value: old {% endcomment %}"}'


def test_an_idle_comment_is_marked_and_can_be_removed(tmp_path: Path) -> None:
    (found,) = check(small_project(tmp_path, IDLE)).diagnostics
    assert (found.rule, found.severity) == ("unused-suppression", Severity.WARNING)
    assert found.fix is not None
    assert found.fix.description == "remove the comment"


def test_a_comment_about_something_else_is_not(tmp_path: Path) -> None:
    text = '{"a": "x{% comment %} ignore the next line {% endcomment %}"}'
    assert marked(check(small_project(tmp_path, text))) == []


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    small_project(tmp_path, IDLE)
    (tmp_path / "inbox.toml").write_text('[validate.severity]\nunused-suppression = "off"\n')
    assert marked(check(tmp_path)) == []


def test_it_can_be_ignored_in_a_file(tmp_path: Path) -> None:
    small_project(tmp_path, IDLE)
    (tmp_path / "inbox.toml").write_text(
        '[validate.ignore]\n"templates/t.json" = ["unused-suppression"]\n'
    )
    assert marked(check(tmp_path)) == []
