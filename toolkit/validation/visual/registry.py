"""A project's visual templates: which of them the renderer knows, and where each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from toolkit.errors import ProjectError
from toolkit.project.files import read_source
from toolkit.project.project import Project
from toolkit.template.template import Template
from toolkit.text.json_reader import read_json
from toolkit.text.json_tree import JsonValue
from toolkit.text.source import Source

VERSION = "1"
"""The only version of a template that renderer 0.3.0 draws; the number 1 is another one."""

TOPIC = "cio_inbox"
"""What a topic begins with whose messages the visual inbox shows."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The templates of one file; ``roots`` has the first node of each that can be drawn."""

    source: Source
    roots: Mapping[str, JsonValue]


def registry_of(project: Project) -> Registry | None:
    """Return a project's visual templates; None where there are none, or none that can be read."""
    name = project.config.visual.templates
    if not name:
        return None
    try:
        return registry_in(read_source(project.root / name, name))
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
    """Tell whether the visual inbox shows a message: one of its topics is the visual inbox's."""
    return any(topic.lower().startswith(TOPIC) for topic in template.envelope.topics)


def _first_node(versions: JsonValue) -> JsonValue | None:
    """Return the root of the first version that is drawn; a template outside a list is none."""
    for one in versions.items:
        version, root = one.member("version"), one.member("root")
        if version is not None and version.value.scalar == VERSION:
            return root.value if root and root.value.kind == "object" else None
    return None
