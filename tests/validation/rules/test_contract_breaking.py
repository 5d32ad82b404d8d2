"""Contracts that refuse what they allowed at a revision."""

import json
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.diagnostics.diagnostic import Diagnostic

from tests.support.projects import write_project
from tests.support.rules import DATA, ENVELOPE, PROFILE, findings, marks

NAME = "templates/t.contract.json"
BODY = '{"a": {{ trigger.order_id | json }}}'
TEXT = {"type": "string"}


def contract(**order: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"order_id": TEXT | order}, "required": ["order_id"]}


def judged(
    folder: Path, now: object, before: object, *, body: str = BODY, name: str = NAME
) -> list[Diagnostic]:
    shared = {
        "inbox.toml": "",
        "fixtures/profiles/ada.json": PROFILE,
        "fixtures/message_data/t/standard.json": DATA,
    }
    files: dict[str, object] = {
        **shared,
        **{f"before/{file}": content for file, content in shared.items()},
        "templates/t.json": f'{{"properties": {body}, {ENVELOPE}}}',
        "before/templates/t.json": f'{{"properties": {BODY}, {ENVELOPE}}}',
    }
    for file, content in ((name, now), (f"before/{name}", before)):
        if content is not None:
            files[file] = content if isinstance(content, str) else json.dumps(content, indent=1)
    found = findings(write_project(folder, files))
    return [one for one in found if one.rule == "contract-breaking"]


def test_it_marks_both_places(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, contract(maxLength=8), contract(maxLength=9))
    assert marks([found]) == ['"maxLength"']
    assert found.file == NAME
    assert found.message == "`maxLength` of `trigger.order_id` is 8 now, it was 9"
    assert found.notes == (f"compare {NAME}:6:4 at main",)
    assert found.help


def test_a_new_variable_has_to_be_sent(tmp_path: Path) -> None:
    body = '{"a": {{ trigger.order_id | json }}, "b": {{ trigger.count | plus: 1 }}}'
    now = contract()
    now["properties"]["count"] = {"type": "number"}
    now["required"] = ["order_id", "count"]
    (found,) = judged(tmp_path, now, contract(), body=body)
    assert found.message == "`trigger.count` must be sent now, nothing asked for it"
    assert marks([found]) == ['"count"']


def test_without_a_contract_then_the_template_speaks(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, contract(pattern="^ORD"), None)
    assert found.notes == ("at main there was no contract file: the template itself accepted it",)
    assert marks([found]) == ['"pattern"']


def test_a_contract_that_is_gone_is_still_a_promise(tmp_path: Path) -> None:
    body = '{"a": {{ trigger.order_id | json }}, "b": {{ trigger.count | plus: 1 }}}'
    (found,) = judged(tmp_path, None, contract(), body=body)
    assert found.file == "templates/t.json"
    assert marks([found]) == ["trigger.count"]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (contract(), contract(maxLength=8)),
        (contract(), None),
        (None, None),
        ("{", contract()),
        (contract(maxLength=8), '{"$ref": "https://example.com"}'),
    ],
)
def test_it_is_silent(tmp_path: Path, now: object, before: object) -> None:
    assert judged(tmp_path, now, before) == []


def test_what_customers_must_have_is_a_contract_too(tmp_path: Path) -> None:
    name = "templates/t.customer.contract.json"
    before = {"properties": {"tier": TEXT}}
    (found,) = judged(tmp_path, before | {"required": ["tier"]}, before, name=name)
    assert found.message == "`customer.tier` must be sent now, it was optional"


def test_a_new_template_breaks_nobody(tmp_path: Path) -> None:
    judged(tmp_path, contract(maxLength=8), contract())
    (tmp_path / "before/templates/t.json").unlink()
    assert [one for one in findings(tmp_path) if one.rule == "contract-breaking"] == []


def test_it_can_be_left_out_for_a_file(tmp_path: Path) -> None:
    judged(tmp_path, contract(maxLength=8), contract())
    config = f'[validate.ignore]\n"{NAME}" = ["contract-breaking"]\n'
    write_project(tmp_path, {"inbox.toml": config})
    assert [one for one in findings(tmp_path) if one.rule == "contract-breaking"] == []
