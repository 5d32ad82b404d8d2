"""What-if values become fixtures, whole, under a name that stays in its folder."""

import json
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.actions import SavedFixture, save_fixture
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.views.selection import Selection

from tests.support.preview_server import small_project

CASE = Selection("order_shipped", "ada", "standard")


def save(root: Path, name: str, *changes: str, replace: bool = False) -> SavedFixture | None:
    wanted = Selection("order_shipped", "ada", "standard", changes=changes)
    return save_fixture(ProjectState(root), wanted, name, replace=replace)


def test_profile_and_message_data_are_saved_where_they_changed(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    saved = save(root, "both", "customer.first_name=Zoe", "trigger.order_id=7")
    assert saved == SavedFixture(
        ("fixtures/profiles/both.json", "fixtures/message_data/order_shipped/both.json"),
        "both",
        "both",
    )
    assert json.loads((root / saved.files[0]).read_text()) == {"id": "1", "first_name": "Zoe"}
    assert save(root, "data_only", "trigger.order_id=7") == SavedFixture(
        ("fixtures/message_data/order_shipped/data_only.json",), None, "data_only"
    )


def test_an_existing_file_is_only_replaced_on_request(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    path = root / "fixtures/message_data/order_shipped/resend.json"
    before = path.read_bytes()
    assert save(root, "resend", "trigger.order_id=7") is None
    assert path.read_bytes() == before
    assert save(root, "resend", "trigger.order_id=7", replace=True) is not None
    assert json.loads(path.read_text())["order_id"] == 7


def test_nothing_changed_is_nothing_saved(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing was changed"):
        save(small_project(tmp_path), "same")


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", "é", "-x", "a.b", "x" * 81])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        save(small_project(tmp_path), name, "trigger.order_id=7")
