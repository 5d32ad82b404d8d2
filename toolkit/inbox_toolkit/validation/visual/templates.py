"""A project's visual templates: which of them the renderer knows, and where each is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.project import Project
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.source import Source

VERSION = "1"
"""The only version of a template that renderer 0.3.0 draws; the number 1 is another one."""

TOPIC = "cio_inbox"
"""What a topic begins with whose messages the visual inbox shows."""

BUILT_IN_TYPES = ("basic", "image", "cta")
BUILT_IN_TEXTS = ("title", "body")
"""Types that the visual inbox displays without a template of the project, and the texts they show.

Source: the README and the assertions of the vendor's end-to-end tests (customerio/mobile-e2e).
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One node as the renderer reads it; ``json`` is where it is written.

    ``kind`` is its type, empty where that is no text. Name and variant likewise: the renderer
    takes the empty ones for none. ``repeated`` is what a repeated layout draws for each item.
    """

    json: JsonValue
    kind: str
    name: str
    variant: str
    children: tuple["Node", ...]
    repeated: "Node | None"

    def walk(self) -> Iterator["Node"]:
        """Yield this node and every node within it, in source order."""
        yield self
        for child in self.children:
            yield from child.walk()
        if self.repeated is not None:
            yield from self.repeated.walk()


@dataclass(frozen=True, slots=True)
class Registry:
    """The templates of one file; ``roots`` has the first node of each that can be drawn."""

    source: Source
    roots: Mapping[str, Node]

    def where(self, node: Node) -> str:
        """Return where a node is: file and line."""
        return f"{self.source.name}:{self.source.position(node.json.span.start).line}"


def registry_of(project: Project) -> Registry | None:
    """Return a project's visual templates; None where there are none, or none that can be read."""
    name = project.config.visual.templates
    if not name:
        return None
    try:
        return registry_in(project.config.read(name))
    except ProjectError:
        return None


@lru_cache(maxsize=8)
def registry_in(source: Source) -> Registry | None:
    """Return the templates that a text holds; None where it is not an object."""
    root = read_json(source.text).root
    if root is None or root.kind != "object":
        return None
    found = {
        member.key: first
        for member in root.members
        if not member.key.startswith("$") and (first := _first_node(member.value)) is not None
    }
    return Registry(source, MappingProxyType(found))


def is_visual(template: Template) -> bool:
    """Return True if a message has a topic of the visual inbox, in any case.

    The web accepts the exact case only, iOS any.
    """
    return any(topic.lower().startswith(TOPIC) for topic in template.envelope.topics)


def _first_node(versions: JsonValue) -> Node | None:
    """Return the root of the first version that can be drawn; None outside a list."""
    for one in versions.items:
        version, root = one.member("version"), one.member("root")
        if version is not None and version.value.scalar == VERSION:
            return _node(root.value) if root and root.value.kind == "object" else None
    return None


def _node(value: JsonValue) -> Node:
    """Read a node; the reader of JSON has seen to it that no nesting is too deep for this."""
    children, inner = value.member("children"), value.member("template")
    return Node(
        value,
        _word(value, "type"),
        _word(value, "name"),
        _word(value, "variant"),
        tuple(_node(one) for one in children.value.items if one.kind == "object")
        if children
        else (),
        _node(inner.value) if inner and inner.value.kind == "object" else None,
    )


def _word(value: JsonValue, key: str) -> str:
    member = value.member(key)
    scalar = member.value.scalar if member else None
    return scalar if isinstance(scalar, str) else ""
