"""Which attributes of people templates may read, and of which type contracts want them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inbox_toolkit.audit.population import ColumnKind
from inbox_toolkit.contract.contract import effective_contract
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.template.template import Template

_READ = re.compile(
    r"""\bcustomer\b(?:\s*(?:\.\s*(?P<name>[\w-]+)|\[\s*(?P<quote>["'])(?P<key>[^"']*)(?P=quote)\s*\]))?"""
)
"""``customer`` and the step after it, however it is written: within a tag, a text, a comment."""


def read_attributes(
    templates: Iterable[Template], snippets: Fixture | None = None
) -> frozenset[str] | None:
    """Return every attribute that templates may read, by its first step; None if it may be any.

    Whatever looks like a read counts, also in a comment or in an expression within a text: a
    column too many costs little, one too few would be taken for an attribute that nobody has.
    """
    texts = [one.body.text for one in templates if one.body is not None]
    texts += map(str, snippets.data.values()) if snippets is not None else ()
    names: set[str] = set()
    for text in texts:
        for found in _READ.finditer(text):
            name = found["name"] or found["key"]
            if not name:
                return None
            names.add(name)
    return frozenset(names)


def contract_kinds(
    templates: Iterable[Template], project: Project
) -> Mapping[tuple[str, ...], ColumnKind]:
    """Return the kind of each attribute that a contract has other than as text.

    A number that may also be kept as text is a number. Raises ContractError for a contract's file
    that cannot be used.
    """
    kinds: dict[tuple[str, ...], ColumnKind] = {}
    for template in templates:
        schema = effective_contract(template, project, of="customer").schema
        kinds |= _kinds(schema, ("customer",))
    return kinds


def _kinds(schema: Any, path: tuple[str, ...]) -> dict[tuple[str, ...], ColumnKind]:
    if not isinstance(schema, Mapping):
        return {}
    types = schema.get("type", ())
    kind = _kind({types} if isinstance(types, str) else set(types))
    found: dict[tuple[str, ...], ColumnKind] = {path: kind} if kind and len(path) > 1 else {}
    for name, inner in _members(schema):
        found |= _kinds(inner, (*path, name))
    return found


def _members(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    properties = schema.get("properties")
    if isinstance(properties, Mapping):
        yield from properties.items()


def _kind(types: set[str]) -> ColumnKind | None:
    if types & {"number", "integer"}:
        return "number"
    if types & {"object", "array"}:
        return "json"
    return "boolean" if types - {"null"} == {"boolean"} else None
