from pathlib import Path

import click
import pytest

from tests.support.commands import invoke
from toolkit.cli.commands import new


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    invoke(capsys, tmp_path, "init", ".")
    return tmp_path


def test_a_template_and_its_data_are_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, "new", "order_shipped")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "templates/order_shipped.json.liquid",
        "fixtures/message_data/order_shipped/standard.json",
    ]
    assert invoke(capsys, project, "validate", "order_shipped").code == 0


@pytest.mark.parametrize("name", ["welcome", "wel.come", "../x"])
def test_a_taken_or_impossible_name_is_2(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    ran = invoke(capsys, project, "new", name)
    assert (ran.code, ran.out) == (2, "")
    assert "help: " in ran.err


def test_outside_a_project_it_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(capsys, tmp_path, "new", "x").code == 2


def test_without_a_name_it_asks_on_a_terminal_alone(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invoke(capsys, project, "new").code == 2
    monkeypatch.setattr(new, "interactive", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "asked")
    assert invoke(capsys, project, "new").code == 0
    assert (project / "templates/asked.json.liquid").exists()
