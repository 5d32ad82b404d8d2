"""The contract in force."""

import json
from pathlib import Path

from inbox_toolkit.contract.contract import EffectiveContract, effective_contract, write_contract
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project, write_project


def draw(folder: Path) -> EffectiveContract:
    workspace = open_workspace(folder)
    return effective_contract(workspace.template("t"), workspace.project)


def test_it_is_kept_and_laid_over(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}"}', data={"a": "x"})
    first = draw(tmp_path)
    assert (first.has_file, first.is_up_to_date) == (False, False)
    write_contract(first, open_workspace(tmp_path).project)
    file = tmp_path / "templates/t.contract.json"
    document = json.loads(file.read_text())
    assert draw(tmp_path).is_up_to_date

    document["properties"]["a"]["maxLength"] = 20
    file.write_text(json.dumps(document))
    second = draw(tmp_path)
    assert (second.has_file, second.is_up_to_date) == (True, True)
    assert second.schema["properties"]["a"]["maxLength"] == 20

    small_project(tmp_path, '{"a": "{{ trigger.a }}{{ trigger.b }}"}', data={"a": "x"})
    assert not draw(tmp_path).is_up_to_date


def test_a_contract_is_no_template(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    write_contract(draw(tmp_path), open_workspace(tmp_path).project)
    assert [one.name for one in open_workspace(tmp_path).templates] == ["t"]


def test_a_translation_is_sent_the_same_data(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": {{ trigger.a | json }}}', data={"a": "x", "b": "y", "n": 1})
    write_project(
        tmp_path,
        {
            "templates/t.fr.json": '{"properties": {"a": {{ trigger.b | json }}}}',
            "templates/t.de.json": '{"properties": {"a": {% if trigger.a == "z" %}{{ trigger.n | plus: 1 }}{% else %}1{% endif %}}}',
        },
    )
    base = draw(tmp_path)
    assert base.schema["required"] == ["a", "b"]
    assert base.schema["properties"]["n"] == {"type": "number"}
    assert base.schema["allOf"][0]["then"] == {"required": ["n"]}
    assert set(base.contract.places) == {(), ("a",)}

    workspace = open_workspace(tmp_path)
    french = effective_contract(workspace.template("t.fr"), workspace.project)
    assert french.name == base.name
    assert set(french.schema["required"]) == {"a", "b"}
    assert set(french.contract.places) == {(), ("b",)}
