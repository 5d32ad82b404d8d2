"""Contracts that cannot be used are refused with their line."""

import json
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.contract.contract_file import open_contract
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config

from tests.support.projects import write_project


def read(folder: Path, document: object) -> Any:
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    write_project(folder, {"templates/t.contract.json": text})
    found = open_contract(Config(folder), "templates/t.contract.json")
    return found.schema if found else None


def test_there_need_be_none(tmp_path: Path) -> None:
    assert open_contract(Config(tmp_path), "no.json") is None


def test_references_are_filled_in(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "properties": {"a": {"$ref": "#/$defs/name", "description": "who"}},
            "$defs": {"name": {"type": "string"}},
        },
    )
    assert found == {"properties": {"a": {"type": "string", "description": "who"}}}


REFUSED: list[tuple[object, str]] = [
    ("{", "expected"),
    ([], "not a JSON Schema"),
    (5, "not a JSON Schema"),
    ({"type": "txt"}, ':2: not a JSON Schema: `type` is "txt"'),
    ({"properties": []}, "not a JSON Schema: `properties` is a list"),
    ({"properties": {"a": {"$ref": "https://example.com/a.json"}}}, "nothing is fetched"),
    ({"properties": {"a": {"$ref": "other.json"}}}, "nothing is fetched"),
    ({"properties": {"a": {"$ref": "#/$defs/x"}}}, "does not exist"),
    ({"properties": {"a": {"$ref": "#"}}}, "recursive"),
    ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}, "recursive"),
    ({"properties": {"a": {"minimum": 5, "maximum": 4}}}, "`minimum` 5 is more than `maximum` 4"),
    ({"properties": {"a": False}, "required": ["a"]}, "`a` is required, and no value"),
    ({"additionalProperties": False, "required": ["a"]}, "not among the properties"),
    ({"type": "string", "enum": [1, True]}, "no value of `enum`"),
]


@pytest.mark.parametrize(("document", "said"), REFUSED)
def test_what_cannot_be_used_is_refused(tmp_path: Path, document: object, said: str) -> None:
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, document)
    assert said in caught.value.message
    assert caught.value.message.startswith("templates/t.contract.json")
    assert caught.value.help


def test_references_that_multiply_are_refused(tmp_path: Path) -> None:
    levels: dict[str, Any] = {"l0": {"type": "string"}}
    for number in range(1, 30):
        below = {"$ref": f"#/$defs/l{number - 1}"}
        levels[f"l{number}"] = {"properties": {"a": below, "b": below}}
    with pytest.raises(ProjectError, match="too large"):
        read(tmp_path, {"$ref": "#/$defs/l29", "$defs": levels})
