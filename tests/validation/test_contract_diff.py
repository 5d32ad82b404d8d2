"""Contracts compared with a revision, from the command line."""

import json
from pathlib import Path

import pytest

from tests.support.commands import CommandResult, invoke
from tests.support.projects import write_project
from tests.support.repositories import committed_project, git

NAME = "templates/t.contract.json"
TEXT = {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]}
EITHER = {**TEXT, "properties": {"x": {"type": ["string", "number"]}}}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = committed_project(tmp_path) / "messages"
    write_project(
        project,
        {
            "templates/t.json": '{"properties": {"a": {{ trigger.x | json }}}}',
            "fixtures/message_data/t/standard.json": {"x": "a"},
            NAME: EITHER,
        },
    )
    git(project, "add", ".")
    git(project, "commit", "-qm", "two")
    return project


def since(
    capsys: pytest.CaptureFixture[str], project: Path, *more: str, revision: str = "HEAD"
) -> tuple[CommandResult, list[str]]:
    ran = invoke(capsys, project, "validate", "--since", revision, "--format", "json", *more)
    found = json.loads(ran.out)["diagnostics"]
    return ran, [one["message"] for one in found if one["rule"] == "contract-breaking"]


def test_a_narrowed_contract_fails_the_check(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(project, {NAME: TEXT})
    ran, found = since(capsys, project)
    assert ran.code == 1
    assert found == ["`trigger.x` must be text now, it could be text or a number"]
    assert invoke(capsys, project, "validate", "--no-cache").code == 0


def test_a_cached_verdict_knows_nothing_of_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(project, {NAME: TEXT})
    first, second = since(capsys, project), since(capsys, project)
    assert first[1] == second[1] != []


def test_what_did_not_change_is_not_compared(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(project, {"templates/u.json": '{"properties": {"a": 1}}'})
    assert since(capsys, project)[1] == []


def test_a_project_without_contracts_is_not_even_laid_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "rm", "-q", NAME)
    (project / "out").symlink_to("/etc")  # which cannot be laid out
    git(project, "add", ".")
    git(project, "commit", "-qm", "three")
    write_project(project, {"templates/t.json": '{"properties": {"a": 2}}'})
    assert since(capsys, project)[1] == []


def test_it_can_be_switched_off(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(
        project, {NAME: TEXT, "inbox.toml": '[validate.severity]\ncontract-breaking = "off"\n'}
    )
    assert since(capsys, project)[1] == []


def test_an_entry_that_ignores_it_is_never_idle(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = f'[validate.ignore]\n"{NAME}" = ["contract-breaking"]\n'
    write_project(project, {NAME: TEXT, "inbox.toml": config})
    assert since(capsys, project)[1] == []
    assert "unused-suppression" not in invoke(capsys, project, "validate").out


def test_it_is_part_of_a_baseline(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(project, {NAME: TEXT})
    invoke(capsys, project, "validate", "--since", "HEAD", "--write-baseline", "known.json")
    assert since(capsys, project, "--baseline", "known.json")[1] == []
