"""Proof and search as one."""

from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.prove.prove import ProofResult, prove, write_counterexample
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import NOW, small_project, write_project


def proved(folder: Path, *, cases: int = 200) -> ProofResult:
    workspace = open_workspace(folder, now=NOW)
    left = iter(range(cases))
    return prove(
        workspace.template("t"),
        workspace.project,
        workspace.environment,
        seed=0,
        is_over=lambda: next(left, None) is None,
    )


def test_a_sound_template_is_proved(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": {% if trigger.b %}{{ trigger.b | json }}{% else %}1{% endif %}}')
    found = proved(tmp_path)
    assert found.holds
    assert found.verdict == (
        "proved to be JSON with every value; no counterexample in 200 cases covering all 2 branches"
    )


def test_what_cannot_be_reached_is_said(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": {% if 1 == 2 %}1{% else %}2{% endif %}}')
    found = proved(tmp_path)
    assert found.verdict.endswith("covering 1 of 2 branches")
    assert [arm.kind for arm in found.unreached] == ["if"]


def test_a_counterexample_becomes_a_fixture_that_fails(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | strip }}"}', data={"a": "x"})
    found = proved(tmp_path)
    one = found.search_result.found[0]
    project = open_workspace(tmp_path).project
    names = write_counterexample(one, found, project)
    assert names == ["fixtures/message_data/t/found_not_json.json"]
    assert write_counterexample(one, found, project) == [
        "fixtures/message_data/t/found_not_json_2.json"
    ]
    assert found.verdict.startswith("it fails in")


def test_the_client_s_contract_is_held(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    write_project(
        tmp_path,
        {
            "templates/t.json": '{"type": "card", "properties": {"a": {{ trigger.a | json }}}}',
            "contracts/card.schema.json": {"properties": {"a": {"type": "string"}}},
        },
    )
    assert "output" in {one.failure.kind for one in proved(tmp_path).search_result.found}


def test_a_template_that_does_not_parse(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{% if %}"}')
    with pytest.raises(ProjectError, match="nothing can be proved"):
        proved(tmp_path)


def test_the_client_s_contract_is_refused_as_validate_refuses_it(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    write_project(
        tmp_path,
        {
            "templates/t.json": '{"type": "card", "properties": {"a": 1}}',
            "contracts/card.schema.json": {"$ref": "https://example.com/card.json"},
        },
    )
    with pytest.raises(ProjectError, match="nothing is fetched"):
        proved(tmp_path)


def test_the_project_s_own_limit_is_held(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": {{ trigger.a | json }}, "b": "a text of some length"}')
    limit = "[validate.options.payload-size]\nbytes = 24\n"
    write_project(tmp_path, {"inbox.toml": limit})
    assert "size" in {one.failure.kind for one in proved(tmp_path).search_result.found}


OURS = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "name",
    [
        "appointment_reminder",
        "order_shipped",
        "payment_failed",
        "points_summary",
        "weekly_digest",
        "welcome",
    ],
)
def test_our_own_templates_hold(name: str) -> None:
    workspace = open_workspace(OURS)
    left = iter(range(500))
    found = prove(
        workspace.template(name),
        workspace.project,
        workspace.environment,
        seed=0,
        is_over=lambda: next(left, None) is None,
    )
    assert found.json.is_closed
    assert found.values.is_closed
    assert found.search_result.found == ()
    assert found.unreached == ()


UNMADE = {
    "type": "object",
    "properties": {"a": {"type": "string", "not": {"pattern": "^(?!ORD-1234)"}}},
    "required": ["a"],
}


def test_data_that_no_one_can_make_comes_from_fixtures(tmp_path: Path) -> None:
    small_project(
        tmp_path, '{"a": "{{ trigger.a }}{{ customer.b | strip }}"}', data={"a": "ORD-1234"}
    )
    write_project(tmp_path, {"templates/t.contract.json": UNMADE})
    found = proved(tmp_path)
    assert found.search_result.found
    assert {one.data["a"] for one in found.search_result.found} == {"ORD-1234"}


def test_nothing_tried_is_no_pass(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": {{ trigger.a | json }}}', data={"a": "no"})
    write_project(tmp_path, {"templates/t.contract.json": UNMADE})
    found = proved(tmp_path)
    assert not found.holds
    assert found.verdict.endswith(
        "nothing was tried, for no data could be generated that its contract allows"
    )


@pytest.mark.parametrize(
    ("properties", "said"),
    [('{"a": 1}', "covering all of it"), ('{"a": {{ trigger.x | default: 1 | json }}}', "covering its one branch")],
)  # fmt: skip
def test_few_branches_are_said_as_people_do(tmp_path: Path, properties: str, said: str) -> None:
    assert proved(small_project(tmp_path, properties)).verdict.endswith(said)
