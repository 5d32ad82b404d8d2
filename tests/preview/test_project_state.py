"""The board follows the files, waits for half-written ones, and remembers what was good."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.preview.project_state import Board, Key

from tests.support.previewing import ORDER, small_project, template, write

TEMPLATE = "templates/order_shipped.json"
KEY = Key("order_shipped", "ada", "standard")


@pytest.fixture
def board(tmp_path: Path) -> Board:
    board = Board(small_project(tmp_path))
    board.judge_all()
    return board


def test_everything_is_pending_at_first(tmp_path: Path) -> None:
    board = Board(small_project(tmp_path))
    assert board.pending == {"order_shipped", "welcome"}
    board.judge_all()
    assert board.pending == set()
    assert set(board.judged) == {"order_shipped", "welcome", "welcome.fr"}


def test_only_what_is_affected_is_judged_again(board: Board) -> None:
    before = board.judged["welcome"]
    write(board.root / TEMPLATE, ORDER.replace("Order", "Parcel"))
    assert board.follow([board.root / TEMPLATE], patient=True) == frozenset()
    assert board.pending == {"order_shipped"}
    board.judge_all()
    assert board.judged["welcome"] is before
    assert board.good[KEY]["body"] == "Parcel ORD-5678"
    assert board.before[KEY]["body"] == "Order ORD-5678"


def test_a_translation_is_judged_beside_its_base(board: Board) -> None:
    text = (board.root / "inbox.toml").read_text()
    write(board.root / "inbox.toml", text.replace('translation-parity = "off"\n', ""))
    path = write(board.root / "templates/welcome.fr.json", template('{"title": "Bienvenue"}'))
    board.follow([board.root / "inbox.toml", path], patient=False)
    board.judge_all()
    found = board.judged["welcome.fr"].diagnostics
    assert [(one.rule, one.message) for one in found] == [
        (
            "translation-parity",
            "`customer.first_name` is printed in `welcome` and not in this translation",
        )
    ]


@pytest.mark.parametrize("text", ["", "{", ORDER[:100], ORDER.replace("}}", "}", 1)])
def test_a_file_that_looks_half_written_is_given_time(board: Board, text: str) -> None:
    path = write(board.root / TEMPLATE, text)
    assert board.follow([path], patient=True) == {path}
    assert board.pending == set()
    assert board.follow([path], patient=False) == frozenset()
    assert board.pending == {"order_shipped"}


def test_a_file_that_has_gone_is_given_time(board: Board) -> None:
    path = board.root / TEMPLATE
    path.unlink()
    assert board.follow([path], patient=True) == {path}
    assert "order_shipped" in board.names
    assert board.follow([path], patient=False) == frozenset()
    assert board.names == ("welcome",)
    assert "order_shipped" not in board.judged


def test_a_broken_configuration_changes_nothing_but_is_told(board: Board) -> None:
    path = write(board.root / "inbox.toml", "[oops]\n")
    assert board.follow([path], patient=True) == {path}
    assert board.trouble is None
    board.follow([path], patient=False)
    assert "oops" in (board.trouble or "")
    write(path, "")
    board.follow([path], patient=True)
    assert board.trouble is None


def test_the_clock_can_stand_still(tmp_path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert Board(small_project(tmp_path), now=now).world.now == now


def test_without_a_project_there_is_no_board(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        Board(tmp_path)
