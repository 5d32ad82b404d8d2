from pathlib import Path

import pytest
from inbox_toolkit.cli.send.confirm import allowed_by, confirm, refuse_broken, run_guards
from inbox_toolkit.cli.send.plan import SendOptions, check_messages, plan_messages
from inbox_toolkit.errors import RefusedError
from inbox_toolkit.workspace.workspace import Workspace, open_workspace

from tests.support.projects import small_project, write_project


def workspace(folder: Path, properties: str = '{"a": "b"}', recipients: str = "") -> Workspace:
    small_project(folder, properties)
    (folder / "inbox.toml").write_text(f"[send]\nrecipients = [{recipients}]\n")
    return open_workspace(folder)


def test_the_guards_tell_what_they_found_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = workspace(tmp_path, recipients='"id:1", "id:2"')
    judged = check_messages(plan_messages(place, SendOptions("t", ("id:1", "id:2")), None), place)
    run_guards(judged, place, None, force=False, yes=True)
    assert capsys.readouterr().err.splitlines() == [
        "  ✓ 1 case renders clean here",
        "  ✓ all recipients are on the list in inbox.toml",
    ]


def test_force_opens_the_first_guard_only(tmp_path: Path) -> None:
    place = workspace(tmp_path, '{"a": "{{ trigger.x }}"}')
    judged = check_messages(plan_messages(place, SendOptions("t", ("id:1",)), None), place)
    with pytest.raises(RefusedError, match="the message would fail"):
        refuse_broken(judged)
    with pytest.raises(RefusedError, match="not on the list"):
        run_guards(judged, place, None, force=True, yes=True)


def test_a_message_that_arrives_as_no_client_expects_it_is_kept_back_too(tmp_path: Path) -> None:
    workspace(tmp_path, '{"a": 1}')
    contract = {"required": ["title"]}
    text = (tmp_path / "templates/t.json").read_text().replace("{", '{"type": "card", ', 1)
    write_project(tmp_path, {"templates/t.json": text, "contracts/card.schema.json": contract})
    place = open_workspace(tmp_path)
    judged = check_messages(plan_messages(place, SendOptions("t", ("id:1",)), None), place)
    with pytest.raises(RefusedError, match="the message would arrive broken"):
        refuse_broken(judged)


def test_one_stranger_keeps_all_back(tmp_path: Path) -> None:
    place = workspace(tmp_path, recipients='"id:1"')
    items = plan_messages(place, SendOptions("t", ("id:1", "id:2")), None)
    with pytest.raises(RefusedError, match="id:2 is not on the list"):
        allowed_by(items, place, None)


def test_without_a_terminal_only_yes_lets_it_go() -> None:
    confirm(1, yes=True)
    with pytest.raises(RefusedError, match="no terminal"):
        confirm(1, yes=False)
