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


def test_a_check_says_what_is_out_of_date(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}{{ trigger.b }}"}', data={"a": "x", "b": "y"})
    ran = invoke(capsys, tmp_path, "contract", "t", "--check")
    assert ran.err == (
        "templates/t.contract.json is not there; write it: inbox contract t --write\n"
    )
    (tmp_path / "templates/t.contract.json").write_text(
        '{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}'
    )
    ran = invoke(capsys, tmp_path, "contract", "t", "--check")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "the template needs `trigger.b`, which the contract lacks",
        "templates/t.contract.json is out of date; bring it up: inbox contract t --write",
    ]


def test_what_people_wrote_is_left_as_they_laid_it_out(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}{{ trigger.b }}"}', data={"a": "x", "b": "y"})
    text = (
        '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "t: message data",\n'
        ' "type": "object", "properties": {"a": {"$ref": "#/$defs/it"}, "b": {"$ref": "#/$defs/it"}},\n'
        ' "required": ["a", "b"], "$defs": {"it": {"type": "string", "maxLength": 9}}}'
    )
    file = tmp_path / "templates/t.contract.json"
    file.write_text(text)
    ran = invoke(capsys, tmp_path, "contract", "t", "--write")
    assert ran.out == "templates/t.contract.json is up to date\n"
    assert file.read_text() == text

    small_project(
        tmp_path, '{"a": "{{ trigger.a }}{{ trigger.b }}{{ trigger.n | plus: 1 }}"}',
        data={"a": "x", "b": "y", "n": 1},
    )  # fmt: skip
    assert invoke(capsys, tmp_path, "contract", "t", "--write").out.startswith("wrote")
    document = json.loads(file.read_text())
    assert document["properties"]["b"] == {"$ref": "#/$defs/it"}
    assert document["properties"]["n"] == {"type": "number"}
    assert document["$defs"] == {"it": {"type": "string", "maxLength": 9}}


def test_a_broken_template_does_not_empty_its_contract(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}"}', data={"a": "x"})
    invoke(capsys, tmp_path, "contract", "t", "--write")
    file = tmp_path / "templates/t.contract.json"
    before = file.read_text()
    small_project(tmp_path, '{"a": "{% if %}"}', data={"a": "x"})
    ran = invoke(capsys, tmp_path, "contract", "t", "--write")
    assert ran.code == 2
    assert "its contract cannot be inferred" in ran.err
    assert file.read_text() == before


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


def test_json_has_the_contract_and_its_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}"}', data={"a": "x"})
    ran = invoke(capsys, tmp_path, "contract", "t", "--check", "--format", "json")
    document = json.loads(ran.out)
    assert (ran.code, document["has_file"], document["is_up_to_date"]) == (1, False, False)
    assert document["contract"]["required"] == ["a"]
    assert invoke(capsys, tmp_path, "contract", "t", "--write").code == 0
    ran = invoke(capsys, tmp_path, "contract", "t", "--check", "--format", "json")
    assert (ran.code, json.loads(ran.out)["is_up_to_date"]) == (0, True)
