"""Contracts that cannot be used."""

import json
from pathlib import Path

import pytest

from tests.support.rules import lint, marks

NAME = "templates/t.contract.json"

FIRES: list[tuple[object, str, str]] = [
    ('{"type": "object",}', ",", "a comma before the closing bracket"),
    ("{", "", "expected a key in double quotes, the text ends"),
    ("[]", "[", "not a JSON Schema: the file is a list"),
    ("true", "true", "it is not an object"),
    ("null", "null", "not a JSON Schema"),
    ({"type": "txt"}, '"txt"', 'not a JSON Schema: `type` is "txt"'),
    ({"properties": {"a": {"pattern": "("}}}, '"("', "not a JSON Schema"),
    ({"properties": {"a": {"pattern": "a\\Z"}}}, "{", "the schema cannot be used"),
    (
        {"$schema": "https://example.com/own"},
        '"https://example.com/own"',
        "unknown dialect",
    ),
    ({"properties": {"a": {"$ref": "https://example.com/a.json"}}}, '"$ref"', "nothing is fetched"),
    ({"properties": {"a": {"$ref": "file:///etc/passwd"}}}, '"$ref"', "nothing is fetched"),
    ({"properties": {"a": {"$ref": "#/$defs/none"}}}, '"$ref"', "does not exist"),
    ({"properties": {"a": {"$ref": "#"}}}, '"$ref"', "a contract cannot be recursive"),
    ({"properties": {"a": {"minimum": 5, "maximum": 4}}}, '"a"', "is more than `maximum` 4"),
    ({"required": ["a"], "properties": {"a": False}}, "{", "`a` is required, and no value"),
    ({"properties": {"a": {"type": "string", "enum": [1]}}}, '"a"', "no value of `enum` fits"),
]


@pytest.mark.parametrize(("contract", "marked", "said"), FIRES)
def test_it_marks(tmp_path: Path, contract: object, marked: str, said: str) -> None:
    text = contract if isinstance(contract, str) else json.dumps(contract)
    (found,) = lint(tmp_path, "contract-schema", '{"a": 1}', files={NAME: text})
    assert marks([found]) == [marked]
    assert said in found.message
    assert found.file == NAME
    assert found.help


@pytest.mark.parametrize("name", [NAME, "templates/t.customer.contract.json"])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    (found,) = lint(tmp_path, "contract-schema", '{"a": 1}', files={name: b"\xff"})
    assert (found.file, found.message) == (name, "is not UTF-8: byte 0xff at offset 0")


def test_a_folder_of_that_name_is_said(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "contract-schema", '{"a": 1}', files={f"{NAME}/x": "{}"})
    assert "folder" in found.message


SILENT = [
    {"type": "object"},
    {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/t"},
    {"$ref": "#/$defs/t", "$defs": {"t": {"type": "object"}}},
]


@pytest.mark.parametrize("contract", SILENT)
def test_it_is_silent(tmp_path: Path, contract: object) -> None:
    assert lint(tmp_path, "contract-schema", '{"a": 1}', files={NAME: contract}) == []
