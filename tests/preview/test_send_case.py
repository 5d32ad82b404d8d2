"""The page sends by the command's own function, to nobody but those on the list."""

import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.send_case import (
    check_recipient,
    has_key,
    send_capability,
    send_case,
    send_plan,
)
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import SendCapability, StepView
from inbox_toolkit.project.config import Config, SendSettings
from inbox_toolkit.workspace.workspace import Workspace, open_workspace

from tests.support.preview_server import write
from tests.support.sandbox_server import order_project, serve_sandbox

KEY = {"CUSTOMERIO_APP_API_KEY": "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"}
CONFIG = Config(Path(), send=SendSettings(("id:user_123", "me")))


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


def test_everything_in_place_is_an_capability() -> None:
    capability = send_capability(CONFIG, KEY | {"CIO_ME": "id:me"})
    assert capability == SendCapability(ready=True, why="", recipients=("id:user_123", "me"))


@pytest.mark.parametrize(
    ("config", "environ", "why"),
    [
        (CONFIG, {}, "no key"),
        (CONFIG, {"CUSTOMERIO_APP_API_KEY": "not a key"}, "no key"),
        (Config(Path()), KEY, "Nobody may get a test"),
    ],
)
def test_what_is_missing_is_said(config: Config, environ: dict[str, str], why: str) -> None:
    capability = send_capability(config, environ)
    assert not capability.ready
    assert why in capability.why
    with pytest.raises(UsageError, match="sending is off"):
        check_recipient("id:user_123", capability)


def test_only_the_list_is_sent_to() -> None:
    capability = SendCapability(ready=True, recipients=("me",))
    check_recipient("me", capability)
    with pytest.raises(UsageError, match="not on the list"):
        check_recipient("id:anyone", capability)


def test_a_key_is_found_where_the_command_finds_it() -> None:
    assert has_key(KEY)
    assert not has_key({})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = order_project(tmp_path)
    write(root / "fixtures/message_data/order_shipped/standard.json", {"order_id": "7"})
    write(root / "inbox.toml", '[send]\nrecipients = ["id:user_123"]\n')
    return open_workspace(root)


def sent(workspace: Workspace, wanted: Selection, to: str = "id:user_123") -> list[StepView]:
    return list(send_case(workspace, wanted, to))


def test_a_case_is_sent_and_followed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY["CUSTOMERIO_APP_API_KEY"])
    wanted = Selection("order_shipped", "ada", "standard", changes=("trigger.order_id=what-if",))
    with serve_sandbox(workspace.root) as sandbox:
        monkeypatch.setenv("CIO_API_URL", sandbox.url)
        steps = sent(workspace, wanted)
        (delivery,) = sandbox.outbox.deliveries()
    page = f"{sandbox.url}/?q={quote(delivery.delivery_id, safe='')}"
    assert steps[-1] == StepView("end", "", delivery.delivery_id, 0, page)
    assert {"note", "done", "end"} == {one.state for one in steps}
    assert any(one.text.startswith("accepted   delivery") for one in steps)
    assert delivery.request["message_data"] == {"order_id": "what-if"}


@pytest.mark.parametrize(
    ("wanted", "to", "said", "code"),
    [
        (Selection("order_shiped"), "id:user_123", "no template `order_shiped`", 2),
        (
            Selection("order_shipped", changes=("customer.a=1",)),
            "id:user_123",
            "cannot be changed",
            2,
        ),
        (Selection("order_shipped"), "id:2", "id:2", 1),
        (Selection("--force"), "id:user_123", "no template `--force`", 2),
    ],
)
def test_what_keeps_it_back_is_said(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    wanted: Selection,
    to: str,
    said: str,
    code: int,
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY["CUSTOMERIO_APP_API_KEY"])
    steps = sent(workspace, wanted, to)
    assert any(one.state == "failed" and said in one.text for one in steps)
    assert steps[-1] == StepView("end", "", None, code)


def test_a_plan_says_what_would_be_sent(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY["CUSTOMERIO_APP_API_KEY"])
    wanted = Selection("order_shipped", "ada", "standard", changes=("trigger.order_id=what-if",))
    plan = send_plan(workspace, wanted, "id:user_123")
    assert (plan.recipient, plan.profile, plan.refusal) == ("id:user_123", "ada", "")
    assert plan.properties == {
        "title": "Hi Ada",
        "body": "Order what-if",
        "link": "https://example.com/what-if",
    }
    texts = {one.language: one.text for one in plan.snippets}
    assert list(texts) == ["curl", "python", "node", "ruby", "go", "http"]
    assert texts["curl"].startswith("curl ")
    assert "what-if" in texts["http"]
    assert not any(KEY["CUSTOMERIO_APP_API_KEY"] in text for text in texts.values())
    failing = replace(wanted, changes=(), removed=("trigger.order_id",))
    refused = send_plan(workspace, failing, "id:user_123")
    assert "would fail" in refused.refusal
    assert refused.properties is None
