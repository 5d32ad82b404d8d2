"""A sandbox of the small project of orders, for the vendor's own clients."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sandboxing import Played, order_project, played


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return order_project(tmp_path / "shop")


@pytest.fixture
def sandbox(folder: Path) -> Iterator[Played]:
    with played(folder) as running:
        yield running
