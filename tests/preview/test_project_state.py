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
    assert not config_problem(state)
    state.reload([path], allow_retry=False)
    assert "oops" in config_problem(state)
    write(path, "")
    state.reload([path], allow_retry=True)
    assert not config_problem(state)


def config_problem(state: ProjectState) -> str:
    return state.config_problem.text if state.config_problem else ""


def test_a_broken_configuration_is_told_until_it_is_mended(state: ProjectState) -> None:
    root = state.workspace.root
    good = (root / "inbox.toml").read_text()
    state.reload([write(root / "inbox.toml", "templates = ")], allow_retry=False)
    state.reload([write(root / TEMPLATE, ORDER.replace("Order", "Parcel"))], allow_retry=True)
    state.validate_pending()
    assert config_problem(state)
    assert state.workspace.environment.now.isoformat() == "2026-01-15T09:00:00+00:00"
    assert state.last_good[KEY]["body"] == "Parcel ORD-5678"
    state.reload([write(root / "inbox.toml", good)], allow_retry=True)
    assert not config_problem(state)


def test_what_was_saved_with_a_broken_configuration_is_read(state: ProjectState) -> None:
    root = state.workspace.root
    paths = [
        write(root / "inbox.toml", "templates = "),
        write(root / TEMPLATE, ORDER.replace("Order", "Parcel")),
    ]
    state.reload(paths, allow_retry=False)
    state.validate_pending()
    assert state.config_problem is not None
    assert state.last_good[KEY]["body"] == "Parcel ORD-5678"


def test_a_configuration_that_goes_is_given_time(state: ProjectState) -> None:
    path = state.workspace.root / "inbox.toml"
    path.unlink()
    assert state.reload([path], allow_retry=True) == {path}
    assert state.workspace.config.file == path
    assert state.reload([path], allow_retry=False) == frozenset()
    assert state.workspace.config.file is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[render]\nnow = \n", (2, 7)),
        ("fixtures = 'f'\n[oops]\nx = 1\n", (2, 2)),
        ('[validate.severity]\nno-rule = "off"\n', (2, 1)),
        ('[inbox]\n\ncomponent = "../c.js"\n', (3, 1)),
        ("[validate.options.blank-value]\nno_such = 1\n", (2, 1)),
        ("\n\nx", (3, 1)),
    ],
)
def test_what_is_wrong_with_a_configuration_has_its_place(
    state: ProjectState, text: str, place: tuple[int, int]
) -> None:
    state.reload([write(state.workspace.root / "inbox.toml", text)], allow_retry=False)
    assert state.config_problem is not None
    assert state.config_problem.place is not None
    source, span = state.config_problem.place
    assert source.name == "inbox.toml"
    assert source.position(span.start)[:2] == place


def test_a_broken_pyproject_is_not_passed_over(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    (root / "inbox.toml").unlink()
    write(root / "pyproject.toml", "[tool.inbox]\ntemplates = \n")
    with pytest.raises(ProjectError, match=r"pyproject\.toml is not TOML"):
        ProjectState(root)
    write(root / "pyproject.toml", "[tool.other]\ntemplates = \n")
    assert ProjectState(root).workspace.config.file is None


def test_the_clock_can_stand_still(tmp_path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert ProjectState(small_project(tmp_path), now=now).workspace.environment.now == now


def test_without_a_project_there_is_no_board(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        ProjectState(tmp_path)
