"""What the renderer draws of a payload: which nodes, with which text, and what it leaves out.

Follows ``JistRenderer.render`` of ``@customerio/jist`` 0.3.0 branch by branch.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.liquid.filters.context import FilterError
from toolkit.liquid.values import MISSING, loosely_true, string
from toolkit.text.json_tree import JsonValue
from toolkit.validation.payload_places import Keys
from toolkit.validation.visual.registry import Registry

DEEPEST = 10
"""How many templates may stand within each other; the renderer draws nothing below."""

MOST = 10_000
"""How many nodes are followed: a few references in each of ten levels would be billions."""

TEXTS = frozenset({"heading", "text", "date"})
KINDS = TEXTS | {"button", "image", "action", "dynamicLayout"}
"""The nodes that are bound to a member of the properties, by name."""

_BLANK = re.compile(r"[\t\n\f\r ]")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One node that is bound to a value: the value, where it stands, and what is shown of it.

    ``shown`` is the text that a person reads (the address, of an image), empty for an action or a
    repeated layout; None where the renderer leaves the node out. ``throws`` tells that a blank in
    its name stops the drawing: the whole message stays empty.
    """

    node: JsonValue
    kind: str
    name: str
    keys: Keys
    value: object
    shown: str | None
    throws: bool = False


def draw(registry: Registry, name: str, payload: Mapping[str, Any]) -> Iterator[Drawn]:
    """Yield what becomes of each bound node of a template, in the order of the drawing.

    A template that draws itself is followed once: the renderer repeats the same ten times.
    """
    stack: list[_Step] = [_Step(registry.roots[name], payload, (), (name,))]
    for _ in range(MOST):
        if not stack:
            return
        step = stack.pop()
        kind = _word(step.node, "type")
        if kind in KINDS:
            drawn = _bound(step, kind)
            yield drawn
            if drawn.throws:
                return
        stack += reversed(list(_below(registry, step, kind)))


@dataclass(frozen=True, slots=True)
class _Step:
    """A node to draw, the object it is bound to, and the templates it stands within."""

    node: JsonValue
    scope: object
    keys: Keys
    within: tuple[str, ...]

    def value(self, name: str) -> object:
        return self.scope.get(name, MISSING) if isinstance(self.scope, Mapping) else MISSING


def _bound(step: _Step, kind: str) -> Drawn:
    name = _word(step.node, "name") or ("" if kind == "dynamicLayout" else kind)
    value = step.value(name)
    shown = _shown(kind, value)
    classes = {"dynamicLayout": (), "action": (name,)}.get(
        kind, (name, _word(step.node, "variant"))
    )
    throws = shown is not None and any(map(_BLANK.search, classes))
    return Drawn(step.node, kind, name, (*step.keys, name), value, shown, throws)


def _shown(kind: str, value: object) -> str | None:
    if kind == "action":
        return ""
    if kind == "dynamicLayout":
        return "" if isinstance(value, list) else None
    if value is MISSING or not loosely_true(value):
        return "" if kind in TEXTS else None
    if kind == "button":
        label = value.get("label") if isinstance(value, Mapping) else None
        return "" if label is None else _printed(label)
    return _printed(value)


def _printed(value: object) -> str:
    try:
        return string(value)
    except FilterError:  # it has a member `toString`, which stops the vendor's renderer as well
        return ""


def _below(registry: Registry, step: _Step, kind: str) -> Iterator[_Step]:
    """Yield what is drawn within a node."""
    if kind in ("layout", "action"):
        children = step.node.member("children")
        for child in children.value.items if children else ():
            yield _Step(child, step.scope, step.keys, step.within)
    elif kind == "dynamicLayout":
        yield from _repeated(step)
    elif kind == "template":
        name = _word(step.node, "name")
        root = registry.roots.get(name)
        if root is not None and name not in step.within and len(step.within) <= DEEPEST:
            yield _Step(root, step.scope, step.keys, (*step.within, name))


def _repeated(step: _Step) -> Iterator[_Step]:
    name = _word(step.node, "name")
    items, inner = step.value(name), step.node.member("template")
    if isinstance(items, list) and inner is not None:
        for number, item in enumerate(items):
            yield _Step(inner.value, item, (*step.keys, name, number), step.within)


def _word(node: JsonValue, key: str) -> str:
    """Return a node's text under a key; the renderer takes anything else as it is, we take none."""
    member = node.member(key)
    scalar = member.value.scalar if member else None
    return scalar if isinstance(scalar, str) else ""
