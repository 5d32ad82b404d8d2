"""``inbox prove``."""

import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project

Capsys = pytest.CaptureFixture[str]


def test_a_sound_template(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": {{ trigger.a | json }}}', data={"a": "x"})
    ran = invoke(capsys, tmp_path, "prove", "t", "--seconds", "0.3", "--seed", "7")
    assert ran.code == 0
    assert ran.out.startswith("t: proved to be JSON with every value; no counterexample in ")
    assert ran.out.rstrip().endswith("(seed 7)")
    assert ran.err == ""


def test_one_that_fails(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | strip }}"}', data={"a": "x"})
    ran = invoke(capsys, tmp_path, "prove", "t", "--seconds", "0.3", "--write")
    assert ran.code == 1
    assert "not-json: " in ran.out
    assert "templates/t.json:1:23: {{ trigger.a | strip }}" in ran.out
    assert "wrote fixtures/message_data/t/found_not_json.json" in ran.err
    assert invoke(capsys, tmp_path, "validate").code == 1


def test_what_is_left_open_is_said(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": {% if 1 == 2 %}{% else %}1{% endif %}}')
    ran = invoke(capsys, tmp_path, "prove", "t", "--seconds", "0.3")
    assert ran.code == 0
    assert "t: proved to be JSON with every value; no counterexample" in ran.out
    assert "not reached: the `if` at templates/t.json:1:22" in ran.out


def test_wrong_use(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, "{}")
    assert invoke(capsys, tmp_path, "prove", "nobody").code == 2
    assert invoke(capsys, tmp_path, "prove", "t", "--seconds", "no").code == 2


def test_json_has_the_verdict_and_what_breaks_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.text }}"}', data={"text": "x"})
    ran = invoke(capsys, tmp_path, "prove", "t", "--seconds", "60", "--format", "json")
    document = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert (document["template"], document["holds"]) == ("t", False)
    assert {"not-json", "injection"} <= {one["kind"] for one in document["counterexamples"]}
    assert all(one["file"] == "templates/t.json" for one in document["counterexamples"])
    small_project(tmp_path, '{"a": {{ trigger.text | json }}}', data={"text": "x"})
    ran = invoke(capsys, tmp_path, "prove", "t", "--seconds", "60", "--format", "json")
    document = json.loads(ran.out)
    assert (ran.code, document["holds"]) == (0, True)
    assert document["is_json_proved"]
    assert document["are_values_proved"]
