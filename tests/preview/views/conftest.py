"""A judged state of a small project."""

from pathlib import Path

import pytest
from inbox_toolkit.preview.project_state import ProjectState

from tests.support.preview_server import small_project


@pytest.fixture
def state(tmp_path: Path) -> ProjectState:
    state = ProjectState(small_project(tmp_path))
    state.validate_pending()
    return state
