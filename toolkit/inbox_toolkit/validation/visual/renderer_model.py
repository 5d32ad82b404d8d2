"""What the renderer draws of a payload: which nodes, with which text, and what it leaves out.

Follows ``JistRenderer.render`` of ``@customerio/jist`` 0.3.0 branch by branch.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.values import MISSING, js_string, js_truthy
from inbox_toolkit.template.locations import Keys
from inbox_toolkit.validation.visual.templates import Node, Registry

DEEPEST = 10
"""How deep templates may be nested; the renderer draws nothing below."""

MOST = 10_000
"""How many nodes are followed: a few references in each of ten levels would be billions."""

TEXTS = frozenset({"heading", "text", "date"})
KINDS = TEXTS | {"button", "image", "action", "dynamicLayout"}
"""The nodes that are bound to a member of the properties, by name."""

_BLANK = re.compile(r"[\t\n\f\r ]")


@dataclass(frozen=True, slots=True)
class BoundNode:
    """One node that is bound to a value: the value, where it is, and what is shown of it.

    ``shown`` is the text that a person reads (the address, of an image), empty for an action or a
    repeated layout; None if the renderer leaves the node out. ``throws`` is True if whitespace in
    its name stops the renderer: the whole message stays empty.
    """

    node: Node
    name: str
    keys: Keys
    value: object
    shown: str | None
    throws: bool = False


def bound_nodes(registry: Registry, name: str, payload: Mapping[str, Any]) -> Iterator[BoundNode]:
    """Yield what becomes of each bound node of a template, in the order of the drawing.

    A template that draws itself is followed once: the renderer repeats the same ten times.
    """
    stack: list[_Step] = [_Step(registry.roots[name], payload, (), (name,))]
    for _ in range(MOST):
        if not stack:
            return
        step = stack.pop()
        if step.node.kind in KINDS:
            drawn = _bound(step)
            yield drawn
            if drawn.throws:
                return
        stack += reversed(list(_below(registry, step)))


@dataclass(frozen=True, slots=True)
class _Step:
    """A node to draw, the object it is bound to, and the templates that enclose it."""

    node: Node
    scope: object
    keys: Keys
    within: tuple[str, ...]

    def value(self, name: str) -> object:
        return self.scope.get(name, MISSING) if isinstance(self.scope, Mapping) else MISSING


def _bound(step: _Step) -> BoundNode:
    node = step.node
    name = node.name or ("" if node.kind == "dynamicLayout" else node.kind)
    value = step.value(name)
    shown = _shown(node.kind, value)
    throws = shown is not None and any(map(_BLANK.search, _classes(node, name)))
    return BoundNode(node, name, (*step.keys, name), value, shown, throws)


def _classes(node: Node, name: str) -> tuple[str, ...]:
    """Return what becomes part of the element's class names."""
    if node.kind == "dynamicLayout":
        return ()
    return (name,) if node.kind == "action" else (name, node.variant)


def _shown(kind: str, value: object) -> str | None:
    if kind == "action":
        return ""
    if kind == "dynamicLayout":
        return "" if isinstance(value, list) else None
    if value is MISSING or not js_truthy(value):
        return "" if kind in TEXTS else None
    if kind == "button":
        label = value.get("label") if isinstance(value, Mapping) else None
        return "" if label is None else _printed(label)
    return _printed(value)


def _printed(value: object) -> str:
    try:
        return js_string(value)
    except FilterError:  # it has a member `toString`, which stops the vendor's renderer as well
        return ""


def _below(registry: Registry, step: _Step) -> Iterator[_Step]:
    """Yield what is drawn within a node."""
    node = step.node
    if node.kind in ("layout", "action"):
        for child in node.children:
            yield _Step(child, step.scope, step.keys, step.within)
    elif node.kind == "dynamicLayout" and node.repeated is not None:
        items = step.value(node.name)
        for number, item in enumerate(items if isinstance(items, list) else ()):
            yield _Step(node.repeated, item, (*step.keys, node.name, number), step.within)
    elif node.kind == "template":
        root = registry.roots.get(node.name)
        if root is not None and node.name not in step.within and len(step.within) <= DEEPEST:
            yield _Step(root, step.scope, step.keys, (*step.within, node.name))
