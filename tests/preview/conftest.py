"""One Chromium for the tests of each module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import chromium, page_of
from tests.support.preview_server import RunningPreview, serve_preview, small_project

expect.set_options(timeout=20_000)  # a machine under load is slow, not wrong


@pytest.fixture(scope="module")  # while it runs, its thread can have no other event loop
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with page_of(browser) as page:
        yield page


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningPreview]:
    with serve_preview(small_project(tmp_path)) as running:
        yield running
