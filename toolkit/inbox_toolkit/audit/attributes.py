"""What templates may read of people and of message data, and of which type contracts want it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.audit.population import ColumnKind
from inbox_toolkit.contract.contract import effective_contract
from inbox_toolkit.liquid.syntax.nodes import Body, Literal, Path
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression, walk_nodes
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project
from inbox_toolkit.template.template import Template

_STEP = r"""(?:\s*(?:\.\s*(?P<name>[\w-]+)|\[\s*(?P<quote>["'])(?P<key>[^"']*)(?P=quote)\s*\]))?"""
"""The step after a root, however it is written: within a tag, a text, a comment."""

_OF_WHOLE = frozenset({"size", "first", "last"})
"""Steps that look at the whole of what they are taken on."""


def read_attributes(
    templates: Iterable[Template], snippets: Fixture | None = None
) -> frozenset[str] | None:
    """Return every attribute that templates may read, by its first step; None if it may be any.

    Whatever looks like a read counts, also in a comment or in an expression within a text: a
    column too many costs little, one too few would be taken for an attribute that nobody has.
    """
    texts = [one.body.text for one in templates if one.body is not None]
    texts += map(str, snippets.data.values()) if snippets is not None else ()
    names = {name for text in texts for name in _names(text, "customer")}
    return None if "" in names else frozenset(names)


def _names(text: str, root: str) -> Iterator[str]:
    """Yield the step after each mention of a root, empty where no name follows."""
    for found in re.finditer(rf"\b{root}\b{_STEP}", text):
        yield found["name"] or found["key"] or ""


def read_paths(
    templates: Iterable[Template], snippets: Fixture | None = None, *, root: str
) -> frozenset[tuple[str, ...]]:
    """Return the paths that templates may read below a root, as far as names lead.

    None is within another one: with ``order`` whole there is no ``order.total``. An empty path
    stands for the whole.
    """
    bodies = [one.parsed.nodes for one in templates]
    bodies += [parse(str(text)).nodes for text in (snippets.data.values() if snippets else ())]
    paths = {path for body in bodies for path in _paths(body, root)}
    return frozenset(
        path for path in paths if not any(path[:length] in paths for length in range(len(path)))
    )


def _paths(body: Body, root: str) -> Iterator[tuple[str, ...]]:
    for node in walk_nodes(body):
        for expression in node_expressions(node):
            for part in walk_expression(expression):
                if isinstance(part, Path) and part.root == root:
                    yield _steps(part)
                elif isinstance(part, Literal) and isinstance(part.value, str):
                    for name in _names(part.value, root):  # it may be evaluated
                        yield (name,) if name else ()


def _steps(path: Path) -> tuple[str, ...]:
    """Return the names after the root, up to the first step that needs all of what is there."""
    steps: list[str] = []
    for segment in path.segments[1:]:
        key = segment.key.value if isinstance(segment.key, Literal) else segment.key
        if not isinstance(key, str) or key in _OF_WHOLE:
            break
        steps.append(key)
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class ContractKinds:
    """The kind of each attribute that contracts have other than as text, by its path.

    ``likely_numbers`` may be numbers or texts: their values have to tell.
    """

    kinds: Mapping[tuple[str, ...], ColumnKind]
    likely_numbers: frozenset[tuple[str, ...]]


def contract_kinds(
    templates: Iterable[Template], project: Project, *, root: str = "customer"
) -> ContractKinds:
    """Return the kinds that the contracts of templates want below ``customer`` or ``trigger``.

    Raises ContractError for a contract's file that cannot be used.
    """
    kinds: dict[tuple[str, ...], ColumnKind] = {}
    likely: set[tuple[str, ...]] = set()
    for template in templates:
        of = "customer" if root == "customer" else "message_data"
        schema = effective_contract(template, project, of=of).schema
        for path, types in _types(schema, (root,)):
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
