"""The clock of pictures stands still, and there is something to picture.

Pictures themselves are taken in ``tests/cli/commands/test_preview.py``.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.screenshots import CLOCK, ScreenshotRun, screenshot_state

from tests.support.preview_server import small_project, write


def test_the_clock_stands_still(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    assert screenshot_state(root, None).workspace.environment.now == datetime(
        2026, 1, 15, 9, tzinfo=UTC
    )
    write(root / "inbox.toml", "")
    assert screenshot_state(root, None).workspace.environment.now == CLOCK
    asked = datetime(2027, 1, 1, tzinfo=UTC)
    assert screenshot_state(root, asked).workspace.environment.now == asked


def test_nothing_to_show_is_a_sentence(tmp_path: Path) -> None:
    state = screenshot_state(small_project(tmp_path), None)
    with pytest.raises(UsageError, match="nothing to show in visual or component"):
        ScreenshotRun(state, ("visual", "component")).take(tmp_path)
