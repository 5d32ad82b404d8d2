import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import write_project


def test_templates_are_listed_with_their_cases(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(invoke(capsys, repository, "list", "--format", "json").out)
    assert {row["template"]: row["cases"] for row in rows}["order_shipped"] == 14
    assert "welcome.fr" in invoke(capsys, repository, "list").out


def test_an_empty_project_has_the_command_that_fills_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, write_project(tmp_path, {"inbox.toml": ""}), "list")
    assert ran.code == 2
    assert "inbox new NAME" in ran.err


def test_no_project_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(capsys, tmp_path, "list").code == 2


def test_the_older_option_for_json_still_works(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("list", "rules"):
        older = invoke(capsys, repository, command, "--json").out
        assert older == invoke(capsys, repository, command, "--format", "json").out


def test_names_are_shown_and_cannot_act_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "Order\n::error::x\x1b[31m"
    files = {
        "inbox.toml": "",
        "templates/t.json": {
            "name": hostile,
            "topics": [hostile],
            "type": hostile,
            "properties": {},
        },
        "templates/a\n::error::b.json": {"properties": {}},
    }
    ran = invoke(capsys, write_project(tmp_path, files), "list")
    assert "Order␊::error::x␛[31m" in ran.out
    assert len(ran.out.splitlines()) == 2
    assert "\x1b" not in ran.out
