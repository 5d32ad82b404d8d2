"""What the contracts beside a template say about the members of a path."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.contract.contract_file import open_contract
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.locals import sources_at
from inbox_toolkit.project.project import contract_names

Schema = Mapping[str, Any]

_CONTRACT_OF = {"trigger": "message_data", "customer": "customer"}
_STEP = re.compile(r"\.?([A-Za-z_][\w-]*)|\[\s*(?:'([^']*)'|\"([^\"]*)\"|([^\[\]]*))\]")
_TYPES = {
    "string": "text", "integer": "number", "number": "number", "boolean": "boolean",
    "array": "list", "object": "object", "null": "null",
}  # fmt: skip
_ITEM = "[]"
MAX_NAMES = 10
"""Names that a path is followed through: ``item`` of ``order`` of ``trigger.orders`` are two."""


@dataclass(frozen=True, slots=True)
class ContractMember:
    """A member that a contract knows; ``example`` is None where it gives none."""

    name: str
    type_name: str
    description: str
    example: object
    is_required: bool


def contract_members(document: Document, offset: int, holder: str) -> dict[str, ContractMember]:
    """Return the members that the contract allows for what a path holds at a place, by name."""
    root, *steps = _resolved(document.text, offset, holder)
    found: dict[str, ContractMember] = {}
    parts = list(_alternatives(_contract(document, root)))
    for step in steps:
        parts = [deeper for part in parts for deeper in _alternatives(_below(part, step))]
    required = {name for part in parts for name in part.get("required", ())}
    for part in parts:
        for name, schema in part.get("properties", {}).items():
            found.setdefault(name, _member(name, schema, is_required=name in required))
    return found


def _resolved(text: str, offset: int, path: str) -> list[str]:
    """Return the steps of a path from a root of the data, names of the template followed."""
    steps = list(_steps(path))
    sources = sources_at(text, offset)
    for _ in range(MAX_NAMES):
        if steps[0] not in sources:
            break
        source, is_item = sources[steps[0]]
        steps = [*_steps(source), *([_ITEM] if is_item else []), *steps[1:]]
    return steps


def _steps(path: str) -> Iterator[str]:
    for found in _STEP.finditer(path):
        name = next((one for one in found.groups()[:3] if one is not None), None)
        yield _ITEM if name is None else name


def _contract(document: Document, root: str) -> Schema | None:
    session = document.session
    unit = session.unit_of(document.name) if session else None
    if session is None or unit is None or root not in _CONTRACT_OF:
        return None
    name = contract_names(f"{session.config.templates}/{unit.name}")[_CONTRACT_OF[root]]
    try:
        contract = open_contract(session.config, name)
    except ProjectError:  # which is a finding
        return None
    return contract.schema if contract else None


def _alternatives(schema: object) -> Iterator[Schema]:
    """Yield a schema and those it is put together from."""
    if not isinstance(schema, Mapping):
        return
    yield schema
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(keyword, ()):
            yield from _alternatives(part)


def _below(schema: Schema, step: str) -> object:
    properties = schema.get("properties", {})
    if step in properties:
        return properties[step]
    if step in (_ITEM, "first", "last") and "items" in schema:
        return schema["items"]
    return schema.get("additionalProperties")


def _member(name: str, schema: object, *, is_required: bool) -> ContractMember:
    parts = list(_alternatives(schema))
    description = next((str(one["description"]) for one in parts if "description" in one), "")
    examples = (value for one in parts for value in _examples(one))
    return ContractMember(name, _type_name(parts), description, next(examples, None), is_required)


def _examples(schema: Schema) -> Iterator[object]:
    yield from schema.get("examples", ())
    yield from (schema[keyword] for keyword in ("const", "default") if keyword in schema)
    yield from schema.get("enum", ())


def _type_name(parts: list[Schema]) -> str:
    kinds = [
        kind
        for one in parts
        for kind in ([one["type"]] if isinstance(one.get("type"), str) else one.get("type", ()))
    ]
    names = dict.fromkeys(_TYPES.get(kind, "unknown") for kind in kinds)
    return " or ".join(sorted(names, key="null".__eq__)) or "unknown"
