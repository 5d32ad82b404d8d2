from pathlib import Path

from inbox_toolkit.cli.send.plan import SendOptions, check_messages, first_error, plan_messages
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project


def test_a_case_is_judged_once_for_all_who_get_it(tmp_path: Path) -> None:
    workspace = open_workspace(small_project(tmp_path, '{"a": "{{ trigger.x }}"}'))
    items = plan_messages(workspace, SendOptions("t", ("id:1", "id:2")), None)
    first, second = check_messages(items, workspace)
    assert first.outcome is second.outcome
    assert first_error(first) == "`trigger.x` has no value (templates/t.json:1:26)"


def test_a_template_that_does_not_parse_has_errors_and_no_outcome(tmp_path: Path) -> None:
    workspace = open_workspace(small_project(tmp_path, '{"a": "{{ trigger.x"}'))
    (judged,) = check_messages(
        plan_messages(workspace, SendOptions("t", ("id:1",)), None), workspace
    )
    assert judged.outcome is None
    assert judged.errors
