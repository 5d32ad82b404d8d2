"""A sandbox takes a port, serves, and gives everything back."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.sandbox.server import Sandbox, SandboxOptions
from inbox_toolkit.sandbox.service import Setup

from tests.support.sandbox_server import serve_sandbox


def test_a_block_serves_and_gives_the_port_back(folder: Path) -> None:
    with Sandbox(folder, SandboxOptions(port=0)) as sandbox:
        port = sandbox.port
        assert sandbox.url.endswith(f":{port}")
    with Sandbox(folder, SandboxOptions(port=port)) as again:
        assert again.port == port


def test_a_taken_port_gives_way(folder: Path) -> None:
    with (
        Sandbox(folder, SandboxOptions(port=0)) as first,
        Sandbox(folder, SandboxOptions(port=first.port)) as second,
    ):
        assert second.port > first.port == second.requested_port


def test_what_cannot_start_leaves_nothing_open(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ProjectError):
        Sandbox(tmp_path, SandboxOptions(port=0))
    setup = Setup(db=tmp_path / "journal.db")
    with serve_sandbox(folder, setup=setup), pytest.raises(UsageError, match="another sandbox"):
        Sandbox(folder, SandboxOptions(port=0, setup=setup))


def test_a_journal_is_gone_on_with(folder: Path, tmp_path: Path) -> None:
    setup = Setup(db=tmp_path / "deep" / "journal.db")
    with serve_sandbox(folder, setup=setup) as sandbox:
        delivery_id = sandbox.send().json()["delivery_id"]
    with serve_sandbox(folder, setup=setup) as sandbox:
        assert sandbox.outbox.assert_delivered("order_shipped").delivery_id == delivery_id
