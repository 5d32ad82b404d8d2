"""A sandbox of the small project of orders, for the vendor's own clients."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sandbox_server import RunningSandbox, order_project, serve_sandbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return order_project(tmp_path / "shop")


@pytest.fixture
def sandbox(folder: Path) -> Iterator[RunningSandbox]:
    with serve_sandbox(folder) as running:
        yield running
