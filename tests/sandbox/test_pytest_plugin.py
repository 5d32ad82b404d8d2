"""The fixture, used as a backend's tests use it."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from inbox_toolkit.sandbox.pytest_plugin import InboxSandbox

UNWANTED = (
    "cacheprovider",
    "schemathesis",
    "hypothesispytest",
    "xdist",
    "pytest_cov",
    "playwright",
)
"""Plugins that only take time here; the toolkit's own is found by its entry point."""

BACKEND = """
import json
import urllib.request

import pytest
from inbox_toolkit.sandbox.options import EmulatorOptions
from inbox_toolkit.sandbox.service import Setup


def send(sandbox, **data):
    body = {"transactional_message_id": "order_shipped", "identifiers": {"id": "user_123"}, "message_data": data}
    request = urllib.request.Request(
        sandbox.environment["CIO_API_URL"] + "/v1/send/inbox_message",
        json.dumps(body).encode(),
        {"Authorization": "Bearer " + sandbox.environment["CUSTOMERIO_APP_API_KEY"]},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["delivery_id"]


def test_an_order_that_ships_is_told(inbox_sandbox):
    delivery_id = send(inbox_sandbox, order_id="7")
    one = inbox_sandbox.outbox.assert_delivered("order_shipped", to="user_123")
    assert (one.delivery_id, one.payload["title"]) == (delivery_id, "Hi Ada")


def test_each_test_has_its_own(inbox_sandbox):
    inbox_sandbox.outbox.assert_none()


def test_a_forgotten_value_is_seen(inbox_sandbox):
    send(inbox_sandbox)
    inbox_sandbox.outbox.assert_failed("order_shipped", because="trigger.order_id")


class TestSwitches:
    @pytest.fixture
    def inbox_sandbox_setup(self):
        return Setup(options=EmulatorOptions(account="unapproved"))

    def test_they_can_be_set(self, inbox_sandbox):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            send(inbox_sandbox, order_id="7")
"""


def test_a_backends_tests(folder: Path, tmp_path: Path) -> None:
    backend = tmp_path / "backend"
    backend.mkdir()
    (backend / "test_shop.py").write_text(BACKEND)
    (backend / "pytest.ini").write_text("[pytest]\ninbox_project = ../shop\n")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *(f"-pno:{one}" for one in UNWANTED)],
        cwd=backend,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "4 passed" in run.stdout


def test_this_repository_has_the_fixture_as_well(inbox_sandbox: InboxSandbox) -> None:
    request = urllib.request.Request(
        f"{inbox_sandbox.environment['CIO_API_URL']}/v1/send/inbox_message",
        b'{"transactional_message_id": "welcome", "identifiers": {"id": "user_123"}}',
        {"Authorization": f"Bearer {inbox_sandbox.environment['CUSTOMERIO_APP_API_KEY']}"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
    inbox_sandbox.outbox.assert_delivered("welcome", to="user_123")
