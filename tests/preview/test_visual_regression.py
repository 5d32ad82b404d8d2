"""Comparing needs pictures of before.

What differs is shown in ``tests/cli/commands/test_preview.py``.
"""

from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.screenshots import ScreenshotRun, screenshot_state
from inbox_toolkit.preview.visual_regression import compare_screenshots

from tests.support.preview_server import small_project, write


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    run = ScreenshotRun(screenshot_state(small_project(tmp_path), None), ("inbox",))
    with pytest.raises(UsageError, match="no screenshots"):
        compare_screenshots(run, tmp_path / "shots")
    write(tmp_path / "shots/a/ada--none.json.png", "")
    write(tmp_path / "shots/differences/a/ada--none.inbox.png", "")
    with pytest.raises(UsageError, match="no screenshots"):
        compare_screenshots(run, tmp_path / "shots")
