"""Which attributes of people templates may read, and of which type contracts want them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class ContractKinds:
    """The kind of each attribute that contracts have other than as text, by its path.

    ``likely_numbers`` may be numbers or texts: their values have to tell.
    """

    kinds: Mapping[tuple[str, ...], ColumnKind]
    likely_numbers: frozenset[tuple[str, ...]]


def contract_kinds(templates: Iterable[Template], project: Project) -> ContractKinds:
    """Return the kinds that the contracts of templates want.

    Raises ContractError for a contract's file that cannot be used.
    """
    kinds: dict[tuple[str, ...], ColumnKind] = {}
    likely: set[tuple[str, ...]] = set()
    for template in templates:
        schema = effective_contract(template, project, of="customer").schema
        for path, types in _types(schema, ("customer",)):
            kind = _kind(types)
            if kind is not None:
                kinds[path] = kind
            elif types & {"number", "integer"}:
                likely.add(path)
    return ContractKinds(kinds, frozenset(likely))


def _types(schema: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Yield the types of each attribute, nested ones included."""
    if not isinstance(schema, Mapping):
        return
    types = schema.get("type", ())
    if len(path) > 1:
        yield path, {types} if isinstance(types, str) else set(types)
    for name, inner in _members(schema):
        yield from _types(inner, (*path, name))


def _members(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    properties = schema.get("properties")
    if isinstance(properties, Mapping):
        yield from properties.items()


def _kind(types: set[str]) -> ColumnKind | None:
    """Return the one kind that some types allow; None for texts, and where there are several."""
    types = types - {"null"}
    if types and types <= {"number", "integer"}:
        return "number"
    if types and types <= {"object", "array"}:
        return "json"
    return "boolean" if types == {"boolean"} else None
