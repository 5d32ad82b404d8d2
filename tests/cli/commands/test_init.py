from pathlib import Path

import click
import pytest

from tests.support.commands import invoke
from toolkit.cli.commands import init


def test_a_new_project_is_made_and_validates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, tmp_path, "init", "messages")
    assert ran.code == 0
    assert "messages/inbox.toml" in ran.out.splitlines()
    assert "next: cd messages && inbox preview" in ran.err
    ran = invoke(capsys, tmp_path / "messages", "validate")
    assert ran.code == 0
    assert ran.out.startswith("✓ 1 template · 2 cases")


def test_without_a_folder_and_without_a_terminal_it_asks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(capsys, tmp_path, "init").code == 0
    assert (tmp_path / "inbox.toml").exists()


def test_on_a_terminal_a_no_is_a_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "interactive", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: False)
    assert invoke(capsys, tmp_path, "init").code == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_has_one_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invoke(capsys, tmp_path, "init", ".")
    ran = invoke(capsys, tmp_path, "init", ".")
    assert (ran.code, ran.out) == (2, "")
    assert "exists already" in ran.err
