"""``inbox sandbox``: what it prints, what it refuses, and that it answers."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.sandbox_server import order_project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return order_project(tmp_path / "shop")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--memory", "--db", "x.db"], "exclude each other"),
        (["--set", "unknown_persons=create"], "there is no option"),
        (["--set", "unknown_person"], "sets nothing"),
        (["--faults", "none.toml"], "none.toml is not a list of faults"),
        (["--host", "203.0.113.7"], "cannot listen"),
        (["--port", "x"], "--port"),
    ],
)
def test_what_does_not_fit_is_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    ran = invoke(capsys, folder, "sandbox", *arguments)
    assert (ran.code, words in ran.err) == (2, True), ran.err


def test_without_a_project_it_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(capsys, tmp_path, "sandbox", "--memory").code == 2


def test_the_options_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(capsys, tmp_path, "sandbox", "--list-options")
    assert ran.code == 0
    assert (
        "unknown_person = refuse (refuse | create)\n    the vendor's end-to-end tests retry"
        in ran.out
    )


def test_it_answers_until_it_is_stopped(folder: Path) -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "inbox_toolkit",
            "sandbox",
            "--port",
            "0",
            "--set",
            "unseen_seconds=0",
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        lines = dict(process.stdout.readline().strip().split("=", 1) for _ in range(3))
        assert lines["CIO_ME"] == "id:user_123"
        request = urllib.request.Request(
            lines["CIO_API_URL"] + "/v1/send/inbox_message",
            b'{"transactional_message_id": 44, "identifiers": {"id": "user_9"}}',
            {"Authorization": f"Bearer {lines['CUSTOMERIO_APP_API_KEY']}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert json.load(answer)["delivery_id"]
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode in (0, 130)
    assert "Traceback" not in out + err
    assert "Sandbox   http://127.0.0.1:" in err
    assert (folder / ".inbox" / ".gitignore").read_text() == "*\n"
    assert (folder / ".inbox" / "sandbox.db").exists()
