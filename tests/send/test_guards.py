from pathlib import Path

import pytest
from inbox_toolkit.errors import RefusedError
from inbox_toolkit.send.guards import allowed_by, refuse_broken, run_guards
from inbox_toolkit.send.plan import SendOptions, check_messages, plan_messages
from inbox_toolkit.send.steps import SendStep
from inbox_toolkit.workspace.workspace import Workspace, open_workspace

from tests.support.projects import small_project, write_project


def workspace(folder: Path, properties: str = '{"a": "b"}', recipients: str = "") -> Workspace:
    small_project(folder, properties)
    (folder / "inbox.toml").write_text(f"[send]\nrecipients = [{recipients}]\n")
    return open_workspace(folder)


def test_the_guards_tell_what_they_found_in_their_order(
    tmp_path: Path,
) -> None:
    place = workspace(tmp_path, recipients='"id:1", "id:2"')
    checked = check_messages(plan_messages(place, SendOptions("t", ("id:1", "id:2")), None), place)
    steps: list[SendStep] = []
    asked: list[int] = []
    run_guards(checked, place, me=None, force=False, confirm=asked.append, on_step=steps.append)
    assert [(step.name, step.text) for step in steps] == [
        ("checked", "1 case renders clean here"),
        ("allowed", "all recipients are on the list in inbox.toml"),
    ]
    assert asked == [2]


def test_force_opens_the_first_guard_only(tmp_path: Path) -> None:
    place = workspace(tmp_path, '{"a": "{{ trigger.x }}"}')
    checked = check_messages(plan_messages(place, SendOptions("t", ("id:1",)), None), place)
    with pytest.raises(RefusedError, match="the message would fail"):
        refuse_broken(checked)
    steps: list[SendStep] = []
    refused: list[int] = []
    with pytest.raises(RefusedError, match="not on the list"):
        run_guards(
            checked, place, me=None, force=True, confirm=refused.append, on_step=steps.append
        )
    assert steps[0].text.startswith("would fail, and is sent because of --force: `trigger.x`")
    assert refused == []


def test_a_message_that_arrives_as_no_client_expects_it_is_kept_back_too(tmp_path: Path) -> None:
    workspace(tmp_path, '{"a": 1}')
    contract = {"required": ["title"]}
    text = (tmp_path / "templates/t.json").read_text().replace("{", '{"type": "card", ', 1)
    write_project(tmp_path, {"templates/t.json": text, "contracts/card.schema.json": contract})
    place = open_workspace(tmp_path)
    checked = check_messages(plan_messages(place, SendOptions("t", ("id:1",)), None), place)
    with pytest.raises(RefusedError, match="the message would arrive broken"):
        refuse_broken(checked)


def test_one_stranger_keeps_all_back(tmp_path: Path) -> None:
    place = workspace(tmp_path, recipients='"id:1"')
    items = plan_messages(place, SendOptions("t", ("id:1", "id:2")), None)
    with pytest.raises(RefusedError, match="id:2 is not on the list"):
        allowed_by(items, place, None)
