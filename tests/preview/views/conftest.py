"""A judged board of a small project."""

from pathlib import Path

import pytest
from inbox_toolkit.preview.project_state import Board

from tests.support.previewing import small_project


@pytest.fixture
def board(tmp_path: Path) -> Board:
    board = Board(small_project(tmp_path))
    board.judge_all()
    return board
