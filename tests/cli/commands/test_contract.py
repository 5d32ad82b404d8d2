"""``inbox contract``."""

import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project

Capsys = pytest.CaptureFixture[str]


def test_it_prints_a_schema(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}{{ customer.first_name }}"}', data={"a": "x"})
    ran = invoke(capsys, tmp_path, "contract", "t")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["properties"] == {"a": {"type": "string"}}
    ran = invoke(capsys, tmp_path, "contract", "t", "--customer")
    assert json.loads(ran.out)["required"] == ["first_name"]


def test_it_is_kept_and_checked(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}"}', data={"a": "x"})
    assert invoke(capsys, tmp_path, "contract", "t", "--check").code == 1
    assert invoke(capsys, tmp_path, "contract", "t", "--write").out == (
        "wrote templates/t.contract.json\n"
    )
    assert invoke(capsys, tmp_path, "contract", "t", "--check").code == 0
    assert invoke(capsys, tmp_path, "validate").code == 0


def test_contradictions_are_findings(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}{{ trigger.a | times: 2 }}"}')
    ran = invoke(capsys, tmp_path, "contract", "t")
    assert ran.code == 1
    assert "text (`upcase`) at templates/t.json:1" in ran.err


@pytest.mark.parametrize("text", ["{", '{"$ref": "https://example.com/x"}', "[]"])
def test_a_kept_contract_that_cannot_be_used(tmp_path: Path, capsys: Capsys, text: str) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}"}')
    (tmp_path / "templates/t.contract.json").write_text(text)
    ran = invoke(capsys, tmp_path, "contract", "t")
    assert ran.code == 2
    assert "templates/t.contract.json:1" in ran.err


def test_an_unknown_template(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, "{}")
    assert invoke(capsys, tmp_path, "contract", "tt").code == 2
