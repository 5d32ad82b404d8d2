from pathlib import Path

import pytest
from inbox_toolkit.errors import RefusedError, UsageError
from inbox_toolkit.send.plan import PlannedMessage, SendOptions, plan_messages
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import write_project

FILES = {
    "inbox.toml": "",
    "templates/t.json": '{"transactional_message_id": 44, "properties": {"a": "b"}}',
    "templates/t.fr.json": '{"properties": {"a": "c"}}',
    "templates/bare.json": '{"properties": {"a": "b"}}',
    "fixtures/profiles/ada.json": {"id": "1", "email": "ada@example.com"},
    "fixtures/profiles/bob.json": {"id": 2, "cio_id": "c2"},
    "fixtures/message_data/t/one.json": {"n": 1},
    "fixtures/message_data/t/two.json": {"n": 2},
}


def plan(folder: Path, **options: object) -> tuple[PlannedMessage, ...]:
    workspace = open_workspace(write_project(folder, FILES))
    return plan_messages(workspace, SendOptions(**{"template": "t", **options}), "id:2")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("to", "profile"),
    [("id:2", "bob"), ("cio_id:c2", "bob"), ("email:ada@example.com", "ada"), ("id:9", "ada")],
)
def test_the_recipients_own_fixture_stands_for_them(tmp_path: Path, to: str, profile: str) -> None:
    (item,) = plan(tmp_path, to=(to,))
    assert item.case.profile.name == profile


def test_the_first_message_data_is_sent_by_default(tmp_path: Path) -> None:
    (item,) = plan(tmp_path, to=("me",))
    assert str(item.recipient) == "id:2"
    assert item.message.request.transactional_message_id == 44
    assert item.message.request.message_data == {"n": 1}
    assert item.message.label == "id:2 × one"


def test_each_recipient_and_data_is_there_once(tmp_path: Path) -> None:
    items = plan(tmp_path, to=("id:1", "me", "id:2", "id:1"), all_cases=True)
    assert [one.message.label for one in items] == [
        "id:1 × one", "id:1 × two", "id:2 × one", "id:2 × two",
    ]  # fmt: skip


def test_a_template_without_data_is_sent_without(tmp_path: Path) -> None:
    (item,) = plan(tmp_path, template="bare", to=("id:1",), all_cases=True)
    assert item.message.request.message_data == {}
    assert item.message.request.transactional_message_id == "bare"


def test_a_language_picks_its_translation_and_a_translation_its_language(tmp_path: Path) -> None:
    (item,) = plan(tmp_path, to=("id:1",), language="fr")
    assert item.case.template.label == "t.fr"
    (item,) = plan(tmp_path, template="t.fr", to=("id:1",))
    assert item.message.request.language == "fr"
    (item,) = plan(tmp_path, to=("id:1",), language="de")
    assert (item.case.template.label, item.message.request.language) == ("t", "de")


def test_what_can_never_be_sent_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="the service accepts 2,048 KB"):
        plan(tmp_path, to=("id:1",), changes=("trigger.x=" + "x" * 2_100_000,))
    with pytest.raises(UsageError, match="not a language code"):
        plan(tmp_path, to=("id:1",), language="x!")


def test_attributes_cannot_be_sent(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="only message data is sent"):
        plan(tmp_path, to=("id:1",), changes=("customer.x=1",))
