"""The state follows the files, waits for half-written ones, and remembers what was good."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.preview.project_state import Key, ProjectState

from tests.support.preview_server import ORDER, small_project, template, write

TEMPLATE = "templates/order_shipped.json"
KEY = Key("order_shipped", "ada", "standard")


@pytest.fixture
def state(tmp_path: Path) -> ProjectState:
    state = ProjectState(small_project(tmp_path))
    state.validate_pending()
    return state


def test_everything_is_pending_at_first(tmp_path: Path) -> None:
    state = ProjectState(small_project(tmp_path))
    assert state.pending == {"order_shipped", "welcome"}
    state.validate_pending()
    assert state.pending == set()
    assert set(state.results) == {"order_shipped", "welcome", "welcome.fr"}


def test_only_what_is_affected_is_judged_again(state: ProjectState) -> None:
    before = state.results["welcome"]
    write(state.workspace.root / TEMPLATE, ORDER.replace("Order", "Parcel"))
    assert state.reload([state.workspace.root / TEMPLATE], allow_retry=True) == frozenset()
    assert state.pending == {"order_shipped"}
    state.validate_pending()
    assert state.results["welcome"] is before
    assert state.last_good[KEY]["body"] == "Parcel ORD-5678"
    assert state.previous[KEY]["body"] == "Order ORD-5678"


def test_a_translation_is_judged_beside_its_base(state: ProjectState) -> None:
    text = (state.workspace.root / "inbox.toml").read_text()
    write(state.workspace.root / "inbox.toml", text.replace('translation-parity = "off"\n', ""))
    path = write(
        state.workspace.root / "templates/welcome.fr.json", template('{"title": "Bienvenue"}')
    )
    state.reload([state.workspace.root / "inbox.toml", path], allow_retry=False)
    state.validate_pending()
    found = state.results["welcome.fr"].diagnostics
    assert [(one.rule, one.message) for one in found] == [
        (
            "translation-parity",
            "`customer.first_name` is printed in `welcome` and not in this translation",
        )
    ]


@pytest.mark.parametrize("text", ["", "{", ORDER[:100], ORDER.replace("}}", "}", 1)])
def test_a_file_that_looks_half_written_is_given_time(state: ProjectState, text: str) -> None:
    path = write(state.workspace.root / TEMPLATE, text)
    assert state.reload([path], allow_retry=True) == {path}
    assert state.pending == set()
    assert state.reload([path], allow_retry=False) == frozenset()
    assert state.pending == {"order_shipped"}


def test_a_file_that_has_gone_is_given_time(state: ProjectState) -> None:
    path = state.workspace.root / TEMPLATE
    path.unlink()
    assert state.reload([path], allow_retry=True) == {path}
    assert "order_shipped" in state.names
    assert state.reload([path], allow_retry=False) == frozenset()
    assert state.names == ("welcome",)
    assert "order_shipped" not in state.results


def test_a_broken_configuration_changes_nothing_but_is_told(state: ProjectState) -> None:
    path = write(state.workspace.root / "inbox.toml", "[oops]\n")
    assert state.reload([path], allow_retry=True) == {path}
    assert state.config_error is None
    state.reload([path], allow_retry=False)
    assert "oops" in (state.config_error or "")
    write(path, "")
    state.reload([path], allow_retry=True)
    assert state.config_error is None


def test_the_clock_can_stand_still(tmp_path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert ProjectState(small_project(tmp_path), now=now).workspace.environment.now == now


def test_without_a_project_there_is_no_board(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        ProjectState(tmp_path)
