"""A preview of a small project, served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.preview_server import RunningPreview, serve_preview, small_project


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningPreview]:
    with serve_preview(small_project(tmp_path)) as running:
        yield running
