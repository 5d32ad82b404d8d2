"""Fixtures that a contract does not allow."""

import json
from pathlib import Path

import pytest

from tests.support.rules import lint, marks

NAME = "templates/t.contract.json"
ITEM = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
CONTRACT = {
    "type": "object",
    "properties": {
        "order_id": {"type": "string", "pattern": "^ORD-"},
        "kind": {"$ref": "#/$defs/kind"},
        "items": {"type": "array", "items": ITEM, "minItems": 1},
    },
    "required": ["order_id"],
    "additionalProperties": False,
    "allOf": [
        {
            "if": {"required": ["kind"], "properties": {"kind": {"const": "gift"}}},
            "then": {"required": ["items"]},
        }
    ],
    "$defs": {"kind": {"enum": ["gift", "order"]}},
}
GOOD = {"order_id": "ORD-1", "kind": "order", "items": [{"name": "Pen"}]}

FIRES = [
    ({**GOOD, "order_id": "1"}, ['"1"'], '`order_id` is "1"'),
    ({**GOOD, "order_id": 1}, ["1"], "`order_id` is 1"),
    ({**GOOD, "kind": "gift 🎁"}, ['"gift 🎁"'], '`kind` is "gift 🎁"'),
    ({**GOOD, "items": [{"name": "Pen"}, {"name": 2}]}, ["2"], "`items[1].name` is 2"),
    ({**GOOD, "items": []}, ["["], "`items` is a list"),
    ({**GOOD, "items": [{}]}, ["{"], "`items[0]` lacks the key `name`"),
    ({"kind": "order"}, ["{"], "the message data lacks the key `order_id`"),
    ({**GOOD, "more": 1}, ['"more"'], "unknown key `more`"),
    ({"order_id": "ORD-1", "kind": "gift"}, ["{"], "the message data lacks the key `items`"),
]


@pytest.mark.parametrize(("data", "marked", "said"), FIRES)
def test_it_marks(tmp_path: Path, data: object, marked: list[str], said: str) -> None:
    found = lint(
        tmp_path, "contract-fixture", '{"a": 1}', data=data,
        files={NAME: json.dumps(CONTRACT, indent=2)},
    )  # fmt: skip
    assert marks(found) == marked
    assert found[0].message == said
    assert found[0].file == "fixtures/message_data/t/standard.json"
    assert found[0].help
    assert found[0].notes[0].startswith(f"{NAME}:")


def test_it_says_where_the_contract_says_so(tmp_path: Path) -> None:
    files = {NAME: json.dumps(CONTRACT, indent=2)}
    data = {**GOOD, "kind": "x"}
    (found,) = lint(tmp_path, "contract-fixture", '{"a": 1}', data=data, files=files)
    assert found.notes == (f"{NAME}:8:5 says what is allowed",)
    assert found.help == 'expected one of "gift", "order"'


@pytest.mark.parametrize("contract", [CONTRACT, {}, {"$ref": "https://example.com/x"}, "{"])
def test_it_is_silent(tmp_path: Path, contract: object) -> None:
    data = GOOD if contract == CONTRACT else {"order_id": 5}
    files = {NAME: contract}
    assert lint(tmp_path, "contract-fixture", '{"a": 1}', data=data, files=files) == []


def test_profiles_are_held_against_the_customer_s_part(tmp_path: Path) -> None:
    contract = {"type": "object", "properties": {"tier": {"enum": ["gold", "silver"]}}}
    (found,) = lint(
        tmp_path, "contract-fixture", '{"a": 1}', profile={"id": "u1", "tier": "tin"},
        files={"templates/t.customer.contract.json": contract},
    )  # fmt: skip
    assert found.file == "fixtures/profiles/ada.json"
    assert marks([found]) == ['"tin"']
