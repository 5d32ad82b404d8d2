"""What inbox clients expect of a type."""

import json
from pathlib import Path

import pytest
from inbox_toolkit.contract.contract_file import ContractError
from inbox_toolkit.contract.payload_schema import payload_checker, payload_schema_file
from inbox_toolkit.project.config import Config

TREE = {
    "required": ["title"],
    "properties": {"title": {"$ref": "#text"}, "next": {"$ref": "#"}},
    "$defs": {"text": {"$anchor": "text", "type": "string"}},
}


def write(folder: Path, document: object) -> None:
    text = document if isinstance(document, str) else json.dumps(document)
    (folder / "contracts").mkdir()
    (folder / "contracts/card.schema.json").write_text(text)


def test_payloads_are_held_against_it_and_it_may_be_recursive(tmp_path: Path) -> None:
    write(tmp_path, TREE)
    checker = payload_checker("card", Config(tmp_path))
    assert checker is not None
    assert checker.fits({"title": "a", "next": {"title": "b"}})
    (problem,) = checker.problems({"title": "a", "next": {"title": 5}})
    assert problem.path == ("next", "title")


@pytest.mark.parametrize("kind", ["", "other", "../card", "card/../card", "a\0b", "card\n"])
def test_a_type_without_one_has_none(tmp_path: Path, kind: str) -> None:
    write(tmp_path, TREE)
    assert payload_checker(kind, Config(tmp_path)) is None
    assert not payload_schema_file("../card")


@pytest.mark.parametrize(
    ("document", "marked", "said"),
    [
        ("{", "", "expected a key"),
        ("[]", "[", "not a JSON Schema"),
        ({"type": "nope"}, '"nope"', "not a JSON Schema"),
        ({"items": {"$ref": "https://example.com/x"}}, '"$ref"', "nothing is fetched"),
        ({"items": {"$dynamicRef": "x.json#y"}}, '"$dynamicRef"', "nothing is fetched"),
        ({"items": {"$ref": "#/$defs/none"}}, '"$ref"', "does not exist"),
        ({"items": {"$ref": "#none"}}, "{", "cannot be used"),
    ],
)
def test_one_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, document: object, marked: str, said: str
) -> None:
    write(tmp_path, document)
    with pytest.raises(ContractError, match=said) as caught:
        payload_checker("card", Config(tmp_path))
    assert caught.value.span.of(caught.value.source.text) == marked
    assert caught.value.help


def test_one_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contracts/card.schema.json").mkdir(parents=True)
    with pytest.raises(ContractError, match="it is a folder"):
        payload_checker("card", Config(tmp_path))
