"""Contracts that say something else than their template."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.projects import write_project
from tests.support.rules import findings, lint, marks

NAME = "templates/t.contract.json"


def judged(folder: Path, properties: str, contract: object, **more: Any) -> list[tuple[str, str]]:
    text = json.dumps(contract, indent=1)
    found = lint(folder, "contract-drift", properties, files={NAME: text}, **more)
    assert all(one.help.startswith("update the contract: inbox") for one in found)
    return [(mark, one.message) for mark, one in zip(marks(found), found, strict=True)]


A = {"order_id": {"type": "string"}}
READS = '{"a": {{ trigger.order_id | upcase | json }}, "b": {{ trigger.count | plus: 1 }}}'
ONE = '{"a": {{ trigger.order_id | upcase | json }}}'
LOOP = '{"a": "{% for i in trigger.items %}{{ i.name | upcase }}{% endfor %}"}'

FIRES: list[tuple[str, object, list[tuple[str, str]]]] = [
    (
        READS,
        {"type": "object", "properties": A, "required": ["order_id"]},
        [('"properties"', "the template needs `trigger.count`, which the contract lacks")],
    ),
    (
        ONE,
        {"type": "object", "properties": {**A, "old": {}}, "required": ["order_id"]},
        [('"old"', "the template no longer reads `trigger.old`")],
    ),
    (
        ONE,
        {"type": "object", "properties": A},
        [('"order_id"', "the template needs `trigger.order_id`, the contract leaves it optional")],
    ),
    (
        '{"a": {{ trigger.order_id | default: "x" | json }}}',
        {"type": "object", "properties": A, "required": ["order_id"]},
        [('"order_id"', "the contract requires `trigger.order_id`, the template can do without")],
    ),
    (
        ONE,
        {"type": "object", "properties": {"order_id": {"type": "number"}}, "required": ["order_id"]},
        [('"type"', "the template takes `trigger.order_id` as text, the contract says a number")],
    ),
    (
        LOOP,
        {
            "type": "object",
            "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/item"}}},
            "required": ["items"],
            "$defs": {"item": {"type": "object", "properties": {"title": {}}}},
        },
        [
            ('"properties"', "the template needs `trigger.items[].name`, which the contract lacks"),
            ('"title"', "the template no longer reads `trigger.items[].title`"),
        ],
    ),
    (
        '{"a": "{% if trigger.gift %}{{ trigger.by | upcase }}{% endif %}"}',
        {"type": "object", "properties": {"gift": {}, "by": {"type": "string"}}},
        [("{", "the template needs `trigger.by` under a condition that the contract does not state")],
    ),
    ("{}", {}, [("{", "the template takes `trigger` as an object, the contract says anything")]),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "contract", "said"), FIRES)
def test_it_marks(
    tmp_path: Path, properties: str, contract: object, said: list[tuple[str, str]]
) -> None:
    assert sorted(judged(tmp_path, properties, contract)) == sorted(said)


SILENT: list[tuple[str, object]] = [
    (ONE, {"type": "object", "properties": {"order_id": {"type": "string", "maxLength": 9}}, "required": ["order_id"]}),
    (ONE, {"type": "object", "properties": {"order_id": {"$ref": "#/$defs/id"}}, "required": ["order_id"], "$defs": {"id": {"type": "string"}}}),
    (ONE, {"title": "by hand", "type": "object", "properties": A, "required": ["order_id"], "additionalProperties": False}),
    ('{"a": "{{ nope"}', {"type": "object", "properties": {"old": {}}}),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "contract"), SILENT)
def test_it_is_silent(tmp_path: Path, properties: str, contract: object) -> None:
    assert judged(tmp_path, properties, contract) == []


def test_it_says_where_the_template_reads_it(tmp_path: Path) -> None:
    files = {NAME: {"type": "object", "properties": A, "required": ["order_id"]}}
    (found,) = lint(tmp_path, "contract-drift", READS, files=files)
    assert found.notes == ("read at templates/t.json:1:70: trigger.count",)
    assert found.help.startswith("update the contract: inbox contract t --write")


def test_a_contract_of_the_customer_is_one_too(tmp_path: Path) -> None:
    files = {"templates/t.customer.contract.json": {"type": "object"}}
    (found,) = lint(
        tmp_path, "contract-drift", '{"a": {{ customer.first_name | json }}}', files=files
    )
    assert found.message.startswith("the template needs `customer.first_name`")
    assert "inbox contract t --customer --write" in found.help


def test_a_translation_is_not_judged_again(tmp_path: Path) -> None:
    lint(tmp_path, "contract-drift", ONE, files={NAME: {"type": "object"}})
    write_project(tmp_path, {"templates/t.fr.json": '{"properties": {"a": "x"}}'})
    assert [one.file for one in findings(tmp_path) if one.rule == "contract-drift"] == [NAME]


def test_what_a_translation_needs_is_part_of_the_contract(tmp_path: Path) -> None:
    kept = {"type": "object", "properties": A, "required": ["order_id"]}
    assert judged(tmp_path, ONE, kept) == []
    write_project(
        tmp_path, {"templates/t.fr.json": '{"properties": {"a": {{ trigger.count | plus: 1 }}}}'}
    )
    (found,) = [one for one in findings(tmp_path) if one.rule == "contract-drift"]
    assert found.message == "the template needs `trigger.count`, which the contract lacks"
    assert found.file == NAME
