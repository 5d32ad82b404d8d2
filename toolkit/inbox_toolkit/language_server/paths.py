"""Where a path stands: its reads in templates, its keys in fixtures, its assignment."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Body,
    Capture,
    Counter,
    Expression,
    For,
    Path,
)
from inbox_toolkit.liquid.syntax.visitor import (
    child_bodies,
    node_expressions,
    walk_expression,
    walk_nodes,
)
from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

Steps = tuple[str, ...]
"""The names of a path, root included; indexes are left out, since every item is meant."""

_QUOTED_KEY = re.compile(r'"(?:[^"\\]|\\.)*"')


class PathName(NamedTuple):
    """One name in a path of a template: what it stands for, and where it is written."""

    steps: Steps
    span: Span


def steps_at(document: Document, offset: int) -> PathName | None:
    """Return the name at an offset of a template or fixture."""
    opened = document.opened() if document.is_template else None
    template = opened.template(document.name) if opened else None
    if template is None:
        return _name_of_key(document, offset)
    for name in names_in(template):
        location = template.locate(name.span)
        if location.source.name == document.name and location.span.holds(offset):
            return PathName(name.steps, location.span)
    return None


def names_in(template: Template) -> Iterator[PathName]:
    """Yield each name of each path that a template reads.

    ``item.name`` in a loop over ``trigger.items`` is (trigger, items, name), ``item`` itself a name
    of the template's own; so with names that are assigned a path.
    """
    yield from _names(template.parsed.nodes, template.parsed.text, {})


def _names(body: Body, text: str, known: dict[str, Steps]) -> Iterator[PathName]:
    """Yield the names in a body; ``known`` is what paths the template's own names stand for."""
    for node in body:
        for expression in node_expressions(node):
            for one in walk_expression(expression):
                if isinstance(one, Path):
                    yield from _names_of(one, text, known)
        if isinstance(node, For):
            outside = known.get(node.variable, ())
            known[node.variable] = _resolved(node.collection, known)
            yield from _names(node.body, text, known)
            known[node.variable] = outside
            if node.otherwise:
                yield from _names(node.otherwise.body, text, known)
            continue
        for inner in child_bodies(node):
            yield from _names(inner, text, known)
        if isinstance(node, Assign):
            value = node.expression
            known[node.name] = () if value.filters else _resolved(value.value, known)
        elif isinstance(node, Capture | Counter):
            known[node.name] = ()


def _resolved(value: Expression, known: Mapping[str, Steps]) -> Steps:
    """Return what path a value is; empty where it is none."""
    if not isinstance(value, Path) or not value.root:
        return ()
    names = tuple(one.key for one in value.segments if isinstance(one.key, str))
    base = known.get(value.root) or names[:1]
    return _without_ends((*base, *names[1:]))


def _names_of(path: Path, text: str, known: Mapping[str, Steps]) -> Iterator[PathName]:
    if not path.root:
        return
    steps: Steps = ()
    for number, segment in enumerate(path.segments):
        if not isinstance(segment.key, str):
            continue
        if number == 1:
            steps = known.get(path.root) or steps
        steps = (*_without_ends(steps), segment.key)
        span = segment.span
        start = text.find(segment.key, span.start, span.end)  # it may be quoted, in brackets
        if start >= 0:
            yield PathName(steps, Span(start, start + len(segment.key)))


def _without_ends(steps: Steps) -> Steps:
    """Return steps without ``first`` and ``last``, which lead to an item as an index does."""
    return tuple(one for one in steps if one not in ("first", "last"))


def reads_of(template: Template, steps: Steps) -> Iterator[Location]:
    """Yield where a template names the last step of a path."""
    for name in names_in(template):
        if name.steps == steps:
            yield template.locate(name.span)


def bindings_of(template: Template, name: str) -> Iterator[Location]:
    """Yield where a template gives a name its value: assign, capture, for."""
    for node in walk_nodes(template.parsed.nodes):
        if isinstance(node, Assign | Capture) and node.name == name:
            yield template.locate(node.name_span)
        elif isinstance(node, For) and node.variable == name:
            yield template.locate(node.variable_span)


def keys_of(
    fixtures: Fixtures, message_data: Iterable[Fixture], steps: Steps
) -> Iterator[Location]:
    """Yield where fixtures have the last step of a path as a key."""
    groups: Mapping[str, Iterable[Fixture]] = {
        "customer": fixtures.profiles,
        "trigger": message_data,
        "snippets": (fixtures.snippets,) if fixtures.snippets else (),
        "objects": (fixtures.objects,) if fixtures.objects else (),
    }
    for fixture in groups.get(steps[0], ()):
        root = read_json(fixture.source.text).root
        for span in _keys(root, steps[1:]) if root else ():
            yield Location(fixture.source, span)


def _keys(value: JsonValue, steps: Steps) -> Iterator[Span]:
    if value.kind == "array":
        for item in value.items:
            yield from _keys(item, steps)
        return
    member = value.member(steps[0]) if steps else None
    if member is None:
        return
    if len(steps) == 1:
        yield Span(member.key_span.start + 1, member.key_span.end - 1)
    else:
        yield from _keys(member.value, steps[1:])


def _name_of_key(document: Document, offset: int) -> PathName | None:
    """Return the path of the key at an offset of a fixture."""
    session = document.session
    if session is None or not session.is_fixture(document.name):
        return None
    root = read_json(document.text).root
    found = _key_at(root, offset) if root else None
    if found is None:
        return None
    root_name = {"profiles": "customer", "message_data": "trigger"}.get(
        document.name.split("/")[1], document.name.split("/")[-1].removesuffix(".json")
    )
    return PathName((root_name, *found[0]), found[1])


def _key_at(value: JsonValue, offset: int) -> tuple[Steps, Span] | None:
    for item in value.items:
        if item.span.holds(offset):
            return _key_at(item, offset)
    for member in value.members:
        if member.key_span.holds(offset):
            return (member.key,), Span(member.key_span.start + 1, member.key_span.end - 1)
        if member.value.span.holds(offset):
            below = _key_at(member.value, offset)
            return ((member.key, *below[0]), below[1]) if below else None
    return None


def source_location(source: Source) -> Location:
    """Return the start of a file."""
    return Location(source, Span(0, 0))
