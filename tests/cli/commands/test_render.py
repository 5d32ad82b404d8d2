import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project, write_project


def test_the_payload_goes_to_stdout(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(
        capsys, repository, "render", "order_shipped", "--profile", "ada", "--data", "standard"
    )
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == {
        "title": "Hi Ada, your Blue Widget is on its way",
        "body": "Order ORD-5678 left our warehouse today.",
        "link": "https://track.example.com/5678",
    }


def test_a_name_cannot_add_a_member(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(
        capsys, repository, "render", "order_shipped", "--profile", "mallory", "--data", "standard"
    )
    assert json.loads(ran.out)["title"] == 'Hi x", "admin": "yes, your Blue Widget is on its way'


def test_a_value_can_be_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(
        capsys, repository, "render", "order_shipped", "--set", "trigger.order_id=7", "--raw"
    )
    assert '"body": "Order 7 left our warehouse today."' in ran.out


def test_a_case_that_would_fail_is_1_and_prints_no_payload(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, small_project(tmp_path, '{"a": "{{ trigger.x }}"}'), "render", "t")
    assert (ran.code, ran.out) == (1, "")
    assert "error[missing-value]" in ran.err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("order_shiped",), "did you mean `order_shipped`?"),
        (("order_shipped", "--profile", "addda"), "did you mean `ada`?"),
        (("order_shipped", "--data", "standart"), "did you mean `standard`?"),
        (("order_shipped", "--set", "order_id"), "write it like trigger.order_id=7"),
        (("order_shipped", "--set", "event.x=1"), "`event` cannot be changed"),
        (("order_shipped", "--now", "later"), "write it like 2026-01-15T09:00:00Z"),
        ((), "Missing argument 'TEMPLATE'"),
    ],
)
def test_a_mistake_is_2_with_the_remedy(
    repository: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], message: str
) -> None:
    ran = invoke(capsys, repository, "render", *args)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_one_case_is_not_answerable_for_a_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": {{ trigger.a | json }}}', data={"a": "x"})
    (tmp_path / "templates/t.contract.json").write_text("{")
    ran = invoke(capsys, tmp_path, "render", "t")
    assert (ran.code, ran.err) == (0, "")
    assert invoke(capsys, tmp_path, "validate").code == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("trigger.a.b", '{"x": "none", "y": "1"}'),
        ("trigger.a", '{"x": "none", "y": "none"}'),
        ("trigger.list.0", '{"x": "2", "y": "1"}'),
        ("trigger.nothing.there", '{"x": "2", "y": "1"}'),
        ("customer.x", '{"x": "2", "y": "1"}'),
    ],
)
def test_a_value_can_be_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str, body: str
) -> None:
    data = {"a": {"b": 2, "c": 1}, "list": [1, 2]}
    properties = '{"x": "{{ trigger.a.b | default: \'none\' }}", "y": "{{ trigger.a.c | default: \'none\' }}"}'
    small_project(tmp_path, properties, data=data)
    ran = invoke(capsys, tmp_path, "render", "t", "--unset", path)
    assert json.loads(ran.out) == json.loads(body)


def test_an_item_can_be_removed_from_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": {{ trigger.list | json }}}', data={"list": [1, {"b": 2}, 3]})
    for path, left in (("trigger.list.0", [{"b": 2}, 3]), ("trigger.list.1.b", [1, {}, 3])):
        ran = invoke(capsys, tmp_path, "render", "t", "--unset", path)
        assert json.loads(ran.out)["a"] == left


def test_a_translation_is_chosen_by_its_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": "one"}')
    write_project(tmp_path, {"templates/t.fr.json": {"properties": {"a": "un"}}})
    for name in ("t", "templates/t.json", "t.fr"):
        ran = invoke(capsys, tmp_path, "render", name, "--language", "fr")
        assert json.loads(ran.out) == {"a": "un"}
    ran = invoke(capsys, tmp_path, "render", "t", "--language", "de")
    assert (ran.code, ran.out) == (2, "")
    assert "`t` has no translation `de`\n  help: there are: fr" in ran.err


def test_without_profiles_it_says_how_to_add_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path, {"inbox.toml": "", "templates/t.json": {"properties": {"a": 1}}})
    ran = invoke(capsys, tmp_path, "render", "t")
    assert (ran.code, ran.out) == (2, "")
    assert "there are no profiles in fixtures/profiles/" in ran.err
    assert "help: add one, such as fixtures/profiles/ada.json" in ran.err


def test_a_file_of_another_project_is_rendered_with_that_projects_fixtures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path / "shop", '{"a": "{{ customer.first_name }}"}')
    ran = invoke(capsys, tmp_path, "render", "shop/templates/t.json")
    assert json.loads(ran.out) == {"a": "Ada"}


def test_json_has_the_case_and_its_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.x }}"}')
    ran = invoke(capsys, tmp_path, "render", "t", "--format", "json")
    document = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert (document["template"], document["profile"], document["data"]) == ("t", "ada", "standard")
    assert document["payload"] is None
    assert "missing-value" in {one["rule"] for one in document["diagnostics"]}
    ran = invoke(capsys, tmp_path, "render", "t", "--set", "trigger.x=1", "--format", "json")
    assert (ran.code, json.loads(ran.out)["payload"]) == (0, {"a": "1"})


def test_nothing_in_a_payload_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(tmp_path, '{"a": {{ trigger.x | json }}}', data={"x": "\x9b31m\u202e\x1b"})
    ran = invoke(capsys, tmp_path, "render", "t")
    assert json.loads(ran.out) == {"a": "\x9b31m\u202e\x1b"}
    assert not {"\x9b", "\u202e", "\x1b"} & set(ran.out)
