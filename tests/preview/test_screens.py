"""Which pictures there are, and what is said where there is nothing to compare with.

Pictures themselves are taken in ``tests/cli/commands/test_preview.py``.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.previewing import small_project, write
from toolkit.errors import UsageError
from toolkit.preview.screens import CLOCK, compare_screens, screens_board, shots_of


def test_there_is_a_picture_per_case_and_per_matrix(tmp_path: Path) -> None:
    board = screens_board(small_project(tmp_path), None)
    shots = {shot.name: shot for shot in shots_of(board)}
    assert sorted(shots) == [
        "order_shipped/ada--resend.png",
        "order_shipped/ada--standard.png",
        "order_shipped/grace--resend.png",
        "order_shipped/grace--standard.png",
        "order_shipped/matrix.png",
        "welcome/ada--none.png",
        "welcome/fr/ada--none.png",
        "welcome/fr/grace--none.png",
        "welcome/fr/matrix.png",
        "welcome/grace--none.png",
        "welcome/matrix.png",
    ]
    assert shots["welcome/fr/ada--none.png"].query == "p=ada&d=&l=fr"


def test_the_clock_stands_still(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    assert screens_board(root, None).world.now == datetime(2026, 1, 15, 9, tzinfo=UTC)
    write(root / "inbox.toml", "")
    assert screens_board(root, None).world.now == CLOCK
    asked = datetime(2027, 1, 1, tzinfo=UTC)
    assert screens_board(root, asked).world.now == asked


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    board = screens_board(small_project(tmp_path), None)
    with pytest.raises(UsageError, match="no screenshots"):
        compare_screens(board, tmp_path / "shots")
