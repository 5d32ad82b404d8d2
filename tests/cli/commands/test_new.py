from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.commands import new

from tests.support.commands import invoke


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    invoke(capsys, tmp_path, "init", ".")
    return tmp_path


def test_a_template_and_its_data_are_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, project, "new", "invoice_due")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "templates/invoice_due.json.liquid",
        "fixtures/message_data/invoice_due/standard.json",
    ]
    assert invoke(capsys, project, "validate", "invoice_due").code == 0


@pytest.mark.parametrize("name", ["welcome", "wel.come", "../x"])
def test_a_taken_or_impossible_name_is_2(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    ran = invoke(capsys, project, "new", name)
    assert (ran.code, ran.out) == (2, "")
    assert "help: " in ran.err


def test_outside_a_project_it_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(capsys, tmp_path, "new", "x").code == 2


def test_a_topic_and_a_type_can_be_given(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ("--topic", "orders", "--type", "notification")
    assert invoke(capsys, project, "new", "invoice_due", *given).code == 0
    text = (project / "templates/invoice_due.json.liquid").read_text()
    assert '"topics": ["orders"]' in text
    assert '"type": "notification"' in text


def test_without_a_name_it_asks_on_a_terminal_alone(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert invoke(capsys, project, "new").code == 2
    monkeypatch.setattr(new, "is_interactive", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda _, *, default, **__: default or "asked")
    assert invoke(capsys, project, "new").code == 0
    text = (project / "templates/asked.json.liquid").read_text()
    assert '"topics": ["news"]' in text


def test_what_is_given_is_not_asked(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answered(what: str, **_: object) -> str:
        asked.append(what)
        return "answer"

    monkeypatch.setattr(new, "is_interactive", lambda: True)
    monkeypatch.setattr(click, "prompt", answered)
    invoke(capsys, project, "new", "--topic", "orders")
    assert asked == ["Name of the template", "Type"]
    invoke(capsys, project, "new", "named")
    assert asked == ["Name of the template", "Type"]


@pytest.mark.parametrize(("option", "table"), [("--topic", "topics"), ("--type", "types")])
def test_a_topic_or_type_that_the_client_does_not_know_is_2(
    project: Path, capsys: pytest.CaptureFixture[str], option: str, table: str
) -> None:
    ran = invoke(capsys, project, "new", "invoice_due", option, "invented")
    assert (ran.code, ran.out) == (2, "")
    assert "does not know the" in ran.err
    assert f"help: use one of [inbox] {table} in inbox.toml (" in ran.err
    assert not (project / "templates/invoice_due.json.liquid").exists()


def test_without_a_list_any_topic_will_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inbox.toml").touch()
    assert invoke(capsys, tmp_path, "new", "invoice_due", "--topic", "invented").code == 0
