import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import write_project


def test_templates_are_listed_with_their_cases(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(invoke(capsys, repository, "list", "--json").out)
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
