"""Where a path stands: its reads in templates, its keys in fixtures, its assignment."""

import re
from collections.abc import Iterator

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.session import UnitState
from inbox_toolkit.liquid.syntax.nodes import Assign, Capture, For, Path
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression, walk_nodes
from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

Steps = tuple[str, ...]
"""The names of a path, root included; indexes are left out, since every item is meant."""

_QUOTED_KEY = re.compile(r'"(?:[^"\\]|\\.)*"')


def steps_at(document: Document, offset: int) -> tuple[Steps, Span] | None:
    """Return the path at an offset, up to the name the offset stands in, and that name's span."""
    result = document.result()
    if result is None:
        return _steps_of_key(document, offset)
    template = result.template
    for path in paths_in(template):
        location = template.locate(path.span)
        if location.source.name != document.name or not location.span.holds(offset):
            continue
        shift = location.span.start - path.span.start
        steps: list[str] = []
        for segment in path.segments:
            if isinstance(segment.key, str):
                steps.append(segment.key)
            span = Span(segment.span.start + shift, segment.span.end + shift)
            if offset <= span.end and isinstance(segment.key, str):
                return tuple(steps), span
    return None


def paths_in(template: Template) -> Iterator[Path]:
    """Yield every path that a template reads, in order."""
    for node in walk_nodes(template.parsed.nodes):
        for expression in node_expressions(node):
            for one in walk_expression(expression):
                if isinstance(one, Path):
                    yield one


def reads_of(template: Template, steps: Steps) -> Iterator[Location]:
    """Yield where a template names the last step of a path."""
    for path in paths_in(template):
        names = [one for one in path.segments if isinstance(one.key, str)]
        if tuple(one.key for one in names[: len(steps)]) == steps:
            yield template.locate(names[len(steps) - 1].span)


def bindings_of(template: Template, name: str) -> Iterator[Location]:
    """Yield where a template gives a name its value: assign, capture, for."""
    for node in walk_nodes(template.parsed.nodes):
        bound = node.name if isinstance(node, Assign | Capture) else None
        bound = node.variable if isinstance(node, For) else bound
        if bound == name:
            start = template.parsed.text.find(name, node.span.start + 2)
            yield template.locate(Span(start, start + len(name)))


def keys_of(state: UnitState, steps: Steps) -> Iterator[Location]:
    """Yield where fixtures have the last step of a path as a key, one a file."""
    fixtures = state.fixtures
    groups = {
        "customer": fixtures.profiles,
        "trigger": state.message_data,
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


def _steps_of_key(document: Document, offset: int) -> tuple[Steps, Span] | None:
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
    return (root_name, *found[0]), found[1]


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
