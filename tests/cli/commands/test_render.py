import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project


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
        (("order_shipped", "--set", "event.x=1"), "`event` cannot be set"),
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
