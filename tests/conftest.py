"""What every test starts from: a clean environment, no colour, no project of the person running."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def clean_surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in os.environ:
        if name.startswith(("CUSTOMERIO_", "CIO_", "INBOX_")) or name in (
            "NO_COLOR",
            "FORCE_COLOR",
        ):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def repository() -> Path:
    """The folder of this repository, whose templates and fixtures are real content."""
    return Path(__file__).resolve().parents[1]
