"""What every test starts from: a clean environment, no colour, no project of the person running."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from scripts import page as page_build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Build the page if its sources changed; without npm, the tests of the page say what is missing."""
    if not hasattr(session.config, "workerinput"):  # once, however many workers there are
        with suppress(OSError, SubprocessError):
            page_build.build(Path(__file__).resolve().parents[1])


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Fresh paths for home folders; pytest's own are numbered by looking at all there are."""
    root = tmp_path_factory.mktemp("homes")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def clean_surroundings(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> None:
    for name in os.environ:
        if name.startswith(("CUSTOMERIO_", "CIO_", "INBOX_")) or name in (
            "NO_COLOR",
            "FORCE_COLOR",
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    home = next(homes)
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def repository() -> Path:
    """The folder of this repository, whose templates and fixtures are real content."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests of a worker."""
    from tests.support.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page in a context of its own."""
    from tests.support.browser import page_of

    with page_of(browser) as page:
        yield page
