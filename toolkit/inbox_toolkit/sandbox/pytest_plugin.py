"""The pytest plugin: the fixture ``inbox_sandbox``, a fresh sandbox for each test.

In a backend's tests::

    def test_an_order_that_ships_is_told(inbox_sandbox):
        ship(order, customerio_url=inbox_sandbox.url)
        inbox_sandbox.outbox.assert_delivered("order_shipped", to="user_123")

``inbox_project`` in pytest's configuration names the folder of the inbox project, relative to it.
A project's ``conftest.py`` may override ``inbox_sandbox_setup`` to set emulator options. pytest
loads this module everywhere, so nothing costly is imported before a test asks for the fixture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from inbox_toolkit.sandbox.outbox import Outbox
    from inbox_toolkit.sandbox.service import Service, Setup

KEY = "sandbox"


@dataclass(frozen=True, slots=True)
class InboxSandbox:
    """A running sandbox: its address, the environment to set, and its outbox."""

    url: str
    outbox: "Outbox"
    service: "Service"

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables with which this toolkit or a backend reaches it."""
        return {"CIO_API_URL": self.url, "CUSTOMERIO_APP_API_KEY": KEY}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare ``inbox_project``."""
    parser.addini("inbox_project", "folder of the inbox project, relative to pytest's", default=".")


@pytest.fixture
def inbox_sandbox_setup() -> "Setup":
    """The sandbox's setup: in memory, without the delays and limits of the real service."""
    from inbox_toolkit.sandbox.options import EmulatorOptions
    from inbox_toolkit.sandbox.service import Setup

    return Setup(
        options=EmulatorOptions(unseen_seconds=0, reads_per_second=0, archived_per_day=0), seed=0
    )


@pytest.fixture
def inbox_sandbox(
    pytestconfig: pytest.Config, inbox_sandbox_setup: "Setup"
) -> Iterator[InboxSandbox]:
    """A sandbox of the inbox project on a free port of this machine."""
    from inbox_toolkit.sandbox.outbox import Outbox
    from inbox_toolkit.sandbox.server import Sandbox, SandboxOptions

    base = pytestconfig.inipath.parent if pytestconfig.inipath else pytestconfig.rootpath
    folder = base / str(pytestconfig.getini("inbox_project"))
    with Sandbox(folder, SandboxOptions(port=0, setup=inbox_sandbox_setup)) as sandbox:
        yield InboxSandbox(sandbox.url, Outbox(sandbox.service), sandbox.service)
