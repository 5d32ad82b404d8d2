from pathlib import Path

import pytest
from inbox_toolkit.diagnostics.reporters import ReportStyle, print_report
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.config import find_config
from inbox_toolkit.validation.payload_diff import with_payload_changes

from tests.support.projects import NOW, check, write_project
from tests.support.repositories import committed_project, git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return committed_project(tmp_path)


def test_each_changed_payload_is_shown(repository: Path) -> None:
    project = repository / "messages"
    write_project(
        project,
        {
            "templates/t.json": '{"properties": {"a": 2, "b": {{ customer.first_name | json }}}}',
            "templates/new.json": '{"properties": {"a": 1}}',
        },
    )
    report = with_payload_changes(check(project), find_config(project), "HEAD", NOW)
    new, changed = report.summaries
    assert new.changes is None
    assert changed.changes is not None
    (change,) = changed.changes
    assert change.case == "ada × standard"
    assert change.diff.splitlines() == [
        "--- before",
        "+++ after",
        "@@ -1,3 +1,4 @@",
        " {",
        '-  "a": 1',
        '+  "a": 2,',
        '+  "b": "Ada"',
        " }",
    ]
    assert "| 1 of 1 |" in print_report(report, "markdown", ReportStyle())


def test_a_change_of_data_is_a_change_of_payload(repository: Path) -> None:
    project = repository / "messages"
    (project / "templates/t.json").write_text(
        '{"properties": {"a": "{{ trigger.x | default: 1 }}"}}'
    )
    git(project, "commit", "-qam", "two")
    write_project(project, {"fixtures/message_data/t/standard.json": {"x": "5"}})
    (verdict,) = with_payload_changes(check(project), find_config(project), "HEAD", NOW).summaries
    assert verdict.changes is not None
    assert '+  "a": "5"' in verdict.changes[0].diff


def test_the_same_is_no_change(repository: Path) -> None:
    project = repository / "messages"
    (verdict,) = with_payload_changes(check(project), find_config(project), "HEAD", NOW).summaries
    assert verdict.changes == ()


def test_an_unknown_revision_is_said(repository: Path) -> None:
    project = repository / "messages"
    with pytest.raises(UsageError):
        with_payload_changes(check(project), find_config(project), "nope", NOW)


def test_a_link_in_a_revision_is_not_followed(repository: Path, tmp_path: Path) -> None:
    project = repository / "messages"
    outside = tmp_path / "outside.json"
    outside.write_text('{"id": "secret"}')
    (project / "fixtures/profiles/linked.json").symlink_to(outside)
    git(project, "add", ".")
    git(project, "commit", "-qm", "link")
    (project / "fixtures/profiles/linked.json").unlink()
    (summary,) = with_payload_changes(check(project), find_config(project), "HEAD", NOW).summaries
    assert "linked" not in str(summary.changes)
