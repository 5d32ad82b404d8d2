"""The examples of every command's help: each is a command, and what can be run here is run."""

import json
import shlex
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.commands import COMMANDS
from inbox_toolkit.cli.main import inbox

from tests.support.commands import invoke

NEED_A_WORKSPACE = {"doctor", "login", "send", "pull", "pull-snippets"}
STAY = {"preview", "sandbox", "lsp"}
"""Commands that serve until they are stopped."""


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(inbox)
    for name in COMMANDS:
        command = inbox.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", each) for inner, each in command.commands.items())


def examples(command: click.Command) -> list[str]:
    lines = (line.strip() for line in (command.epilog or "").splitlines())
    return [line for line in lines if line.startswith("inbox ")]


ALL = [(name, line) for name, command in commands() for line in examples(command)]


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_every_command_has_two(name: str, command: click.Command) -> None:
    if name != "fixtures":
        assert len(examples(command)) >= 2
    assert all(line.startswith(f"inbox {name}") for line in examples(command))


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert invoke(capsys, tmp_path, "init", "shop").code == 0
    return tmp_path / "shop"


@pytest.mark.parametrize(("name", "line"), ALL)
def test_it_works_when_pasted(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    line: str,
) -> None:
    command, _, file = line.partition(">")[0].partition("<")
    words = shlex.split(command)[1:]
    if NEED_A_WORKSPACE & set(words) or name in STAY:
        words.append("--help")
    if file and "--help" not in words:
        monkeypatch.setattr(
            sys, "stdin", TextIOWrapper(BytesIO((project / file.strip()).read_bytes()))
        )
    if name == "audit":
        for people in ("people.parquet", "people.csv", "export-1.csv"):
            invoke(capsys, project, "fixtures", "people", "--count", "500", "--out", people)
        data = (project / "fixtures/message_data/order_shipped/standard.json").read_text()
        send = {"customer_id": "u000000001", "message_data": json.loads(data)}
        (project / "sends.ndjson").write_text(json.dumps(send))
    ran = invoke(capsys, project, *words)
    assert ran.code in ((0, 1) if "--check" in words else (0,)), ran.err
