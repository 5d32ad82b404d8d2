from pathlib import Path

import pytest
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import check, marked, small_project, write_project

ROCK = 'Dwayne "The Rock" \\ \n🪨'


def leaf_project(folder: Path, properties: str, data: object = None) -> Path:
    small_project(folder, properties, data=data, profile={"first_name": ROCK})
    return write_project(folder, {"inbox.toml": '[render]\njson = "leaf"\n'})


def render(folder: Path, properties: str, data: object = None) -> Outcome:
    workspace = open_workspace(leaf_project(folder, properties, data))
    return render_case(workspace.case("t", profile=None, data=None), workspace.environment)


def test_no_value_can_change_the_json_around_it(tmp_path: Path) -> None:
    outcome = render(tmp_path, '{"a": "Hi {{ customer.first_name }}!", "b": [1, "x"]}')
    assert outcome.payload == {"a": f"Hi {ROCK}!", "b": [1, "x"]}


def test_the_escapes_of_a_string_are_undone_before_its_liquid(tmp_path: Path) -> None:
    properties = (
        r'{"a": "\"{{ trigger.x | default: \"it\u0027s\" }}\" \ud83e\udea8 {{ trigger.y }}\n"}'
    )
    outcome = render(tmp_path, properties, {"y": 1})
    assert outcome.payload == {"a": '"it\'s" 🪨 1\n'}


def test_no_string_sees_what_another_assigned(tmp_path: Path) -> None:
    found = marked(
        check(leaf_project(tmp_path, '{"a": "{% assign v = 1 %}{{ v }}", "b": "{{ v }}"}'))
    )
    assert ("missing-value", "v", "`v` has no value in 1 of 1 case") in found


def test_findings_point_into_the_file(tmp_path: Path) -> None:
    properties = r'{"a": "tab\t\"{{ trigger.order_id }}", "b": "{{ trigger.b }}"}'
    found = [
        one[:2]
        for one in marked(check(leaf_project(tmp_path, properties)))
        if one[0] == "missing-value"
    ]
    assert found == [("missing-value", "trigger.order_id"), ("missing-value", "trigger.b")]


@pytest.mark.parametrize(
    "properties", ['{"a": {{ trigger.x }}}', '{"a": 1{% if true %}, "b": 2{% endif %}}']
)
def test_liquid_outside_a_string_is_a_problem(tmp_path: Path, properties: str) -> None:
    (found,) = [
        one
        for one in check(leaf_project(tmp_path, properties)).diagnostics
        if one.severity == "error"
    ]
    assert found.rule == "json-syntax"
    assert "the file must be JSON" in found.message


def test_a_translation_can_be_rendered_leaf_by_leaf(tmp_path: Path) -> None:
    leaf_project(tmp_path, '{"a": "{{ customer.first_name }}", "b": "x"}')
    write_project(
        tmp_path, {"templates/t.fr.json": '{"properties": {"b": "{{ customer.first_name }}"}}'}
    )
    workspace = open_workspace(tmp_path)
    outcome = render_case(workspace.case("t.fr", profile=None, data=None), workspace.environment)
    assert outcome.payload == {"a": ROCK, "b": ROCK}
