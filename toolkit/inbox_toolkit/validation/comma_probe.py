"""Try lists that no fixture has on the loops that write JSON commas under a condition.

``{% if item.shown %}{{ item.id }}{% unless forloop.last %},{% endunless %}{% endif %}`` is right as
long as the last item is shown. So each loop is rendered with short lists of the fixtures' items, in
which single members that a condition reads are changed: the last one skipped, the first, all.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from inbox_toolkit.analysis.data_path import Element, Steps, steps_text, values_at
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.liquid.syntax.nodes import (
    Body,
    Case,
    Expression,
    For,
    If,
    Jump,
    Literal,
    Node,
    Path,
    Text,
)
from inbox_toolkit.liquid.syntax.visitor import (
    node_expressions,
    walk_expression,
    walk_nodes,
)
from inbox_toolkit.rendering.cases import Case as RenderCase
from inbox_toolkit.rendering.outcome import Outcome, PayloadError
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.validation.rule import TemplateContext

MAX_RENDERS = 120
"""How many lists are tried on one loop."""
MAX_ITEMS = 3
"""How many of the fixtures' items are taken to start with."""
_CANDIDATES: tuple[object, ...] = (False, None, 0, 1, "", True, -1)
_ABSENT = object()
_LOOP_DROPS = ("forloop", "tablerowloop")


@dataclass(frozen=True, slots=True)
class CommaBreach:
    """A list that breaks the JSON around a loop: what the reader says of it, and the list."""

    loop: For
    error: PayloadError
    path: str
    items: tuple[object, ...]

    @property
    def shown(self) -> str:
        """The list as JSON, cut to a line."""
        text = json.dumps(list(self.items), ensure_ascii=False, default=str)
        return text if len(text) <= 160 else f"{text[:159]}…"


def comma_breaches(context: TemplateContext) -> Iterator[CommaBreach]:
    """Yield the first list that breaks each loop; none if no case is sound to begin with."""
    loops = [one for one in context.nodes if isinstance(one, For) and _writes_commas(one)]
    sound = next((one for one in context.outcomes if one.is_deliverable), None) if loops else None
    for loop in loops if sound is not None else ():
        steps = _list_path(context, loop)
        pool = _pool(context, steps) if steps else []
        breach = _first_breach(context, sound, loop, steps, pool) if sound and pool else None
        if breach is not None:
            yield breach


def _writes_commas(loop: For) -> bool:
    """Return True for a loop with a comma of the template, and a condition on its items."""
    if loop.tag != "for" or not _holds_comma(loop.body):
        return False
    return any(
        isinstance(node, Jump) or (isinstance(node, If | Case) and _tests_data(node))
        for node in walk_nodes(loop.body)
    )


def _holds_comma(body: Body) -> bool:
    return any(isinstance(node, Text) and "," in node.value for node in walk_nodes(body))


def _tests_data(node: Node) -> bool:
    paths = (
        part
        for expression in node_expressions(node)
        for part in walk_expression(expression)
        if isinstance(part, Path)
    )
    return any(path.root not in _LOOP_DROPS for path in paths)


def _list_path(context: TemplateContext, loop: For) -> Steps:
    """Return where the data holds the list, the first item standing for each list around it."""
    read = context.analysis.by_span.get(loop.collection.span)
    if read is None or len(read.origins) != 1 or read.origins[0][0] not in ("customer", "trigger"):
        return ()
    steps = tuple(0 if isinstance(one, Element) else one for one in read.origins[0])
    is_plain = len(steps) > 1 and all(isinstance(one, str | int) for one in steps)
    return steps if is_plain else ()


def _pool(context: TemplateContext, steps: Steps) -> list[object]:
    """Return the first different items that fixtures have in the list."""
    found: list[object] = []
    for outcome in context.outcomes:
        for items in values_at(_data(outcome.case, str(steps[0])), steps[1:]):
            for item in items if isinstance(items, list) else ():
                if item not in found:
                    found.append(item)
                if len(found) == MAX_ITEMS:
                    return found
    return found


def _data(case: RenderCase, root: str) -> Mapping[str, Any]:
    return case.profile.data if root == "customer" else case.message_data


def _first_breach(
    context: TemplateContext, sound: Outcome, loop: For, steps: Steps, pool: list[object]
) -> CommaBreach | None:
    for items in islice(_lists(loop, pool), MAX_RENDERS):
        case = _with_list(sound.case, steps, list(items))
        if case is None or not _is_allowed(context, case, str(steps[0])):
            continue
        outcome = render_case(case, context.environment)
        if outcome.payload_error is not None and not outcome.rendered.failures:
            return CommaBreach(loop, outcome.payload_error, steps_text(steps), tuple(items))
    return None


def _lists(loop: For, pool: Sequence[object]) -> Iterator[list[object]]:
    """Yield short lists: every item alone, then every item behind and before the others."""
    variants = list(pool)
    for item in pool:
        variants += [one for one in _variants(loop, item) if one not in variants]
    for one in variants:
        yield [one]
    for base in pool:
        for one in variants:
            if one is not base:
                yield [base, one]
                yield [one, base]
                yield [base, one, base]


def _variants(loop: For, item: object) -> Iterator[object]:
    """Yield the item with one member changed that a condition in the loop reads."""
    for path, others in _tested(loop):
        for value in chain(others, _CANDIDATES, (_ABSENT,)):
            changed = _with_value(item, path, value)
            if changed is not _ABSENT:
                yield changed


def _tested(loop: For) -> list[tuple[tuple[str, ...], tuple[object, ...]]]:
    """Return the members of an item that conditions read, with what they are compared to."""
    found: dict[tuple[str, ...], list[object]] = {}
    for node in walk_nodes(loop.body):
        if not isinstance(node, If | Case):
            continue
        for expression in node_expressions(node):
            for part in walk_expression(expression):
                path = _member(part, loop.variable)
                if path is not None:
                    found.setdefault(path, []).extend(_compared(expression))
    return [(path, tuple(values)) for path, values in found.items()]


def _member(part: Expression, variable: str) -> tuple[str, ...] | None:
    if not isinstance(part, Path) or part.root != variable:
        return None
    keys = tuple(one.key for one in part.segments[1:])
    return keys if all(isinstance(key, str) for key in keys) else None  # type: ignore[return-value]


def _compared(expression: Expression) -> Iterator[object]:
    for part in walk_expression(expression):
        if isinstance(part, Literal) and isinstance(part.value, str | int | float):
            yield part.value
            if isinstance(part.value, int | float) and not isinstance(part.value, bool):
                yield part.value + 1
                yield part.value - 1


def _with_value(item: object, path: tuple[str, ...], value: object) -> object:
    """Return a copy of an item with a member set or removed; ``_ABSENT`` if that is impossible."""
    if not path:
        return _ABSENT if value is _ABSENT else value
    copy = deepcopy(item)
    holder = copy
    for key in path[:-1]:
        holder = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(holder, dict):
        return _ABSENT
    if value is _ABSENT:
        holder.pop(path[-1], None)
    else:
        holder[path[-1]] = value
    return copy


def _with_list(case: RenderCase, steps: Steps, items: list[object]) -> RenderCase | None:
    fixture = case.profile if steps[0] == "customer" else case.data
    if fixture is None:
        return None
    data = deepcopy(dict(fixture.data))
    holder: Any = data
    for step in steps[1:-1]:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return None
    if not isinstance(holder, dict | list):
        return None
    holder[steps[-1]] = items  # type: ignore[index] # a plain path has keys and indexes only
    changed = replace(fixture, data=data)
    return replace(case, profile=changed) if steps[0] == "customer" else replace(case, data=changed)


def _is_allowed(context: TemplateContext, case: RenderCase, root: str) -> bool:
    """Return False for data that a contract file of the template rejects."""
    from inbox_toolkit.schemas.checking import Checker

    for one in context.contracts:
        if isinstance(one, ToolkitError) or one.file is None:
            continue
        if ("trigger" if one.of == "message_data" else one.of) == root:
            return Checker(one.file.schema).fits(_data(case, root))
    return True
