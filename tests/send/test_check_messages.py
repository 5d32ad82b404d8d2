from pathlib import Path

from inbox_toolkit.send.plan import SendOptions, check_messages, plan_messages
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project


def test_a_case_is_checked_once_for_all_who_get_it(tmp_path: Path) -> None:
    workspace = open_workspace(small_project(tmp_path, '{"a": "{{ trigger.x }}"}'))
    items = plan_messages(workspace, SendOptions("t", ("id:1", "id:2")), None)
    first, second = check_messages(items, workspace)
    assert first.outcome is second.outcome
    assert first.first_error == "`trigger.x` has no value (templates/t.json:1:26)"


def test_a_template_that_does_not_parse_has_errors_and_no_outcome(tmp_path: Path) -> None:
    workspace = open_workspace(small_project(tmp_path, '{"a": "{{ trigger.x"}'))
    (checked,) = check_messages(
        plan_messages(workspace, SendOptions("t", ("id:1",)), None), workspace
    )
    assert checked.outcome is None
    assert checked.errors
