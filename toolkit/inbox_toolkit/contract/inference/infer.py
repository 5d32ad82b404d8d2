"""Infers the contract of a template's data: a JSON Schema (2020-12) of one root it reads.

Required is what every path through the template needs; what only some paths need is required under
an ``if`` whose condition JSON Schema can express, and listed as ``unsettled`` otherwise. Types come
from filters, loops, comparisons and members, narrowed and widened by the fixtures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from inbox_toolkit.analysis.abstract_values import Fact
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps, steps_text
from inbox_toolkit.analysis.usage import Need, TypeUse, collect_usage
from inbox_toolkit.contract.inference.conditions import (
    NEVER,
    all_of,
    condition_schema,
    is_expressible,
    required_schema,
)
from inbox_toolkit.contract.inference.shape import (
    END_STEPS,
    Key,
    Shape,
    ShapeTree,
    is_guaranteed,
    least_items,
    relevant_facts,
)
from inbox_toolkit.contract.inference.types import schema_of
from inbox_toolkit.liquid.javascript.values import is_truthy
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Seen = TypeVar("Seen", TypeUse, Need)

ROOTS = {"message_data": "trigger", "customer": "customer"}
"""The two kinds of contract, and the root that templates read each from."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A path that is used as two incompatible types; spans are offsets in the body."""

    path: str
    first: Span
    first_use: str
    second: Span
    second_use: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A path that is needed under a condition that JSON Schema cannot express.

    ``is_required``: the contract requires it always.
    """

    path: str
    span: Span
    conditions: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """The schema of one root of a template's data, and what it cannot express.

    ``places`` maps each path below the root to where the body first reads it.
    """

    schema: Mapping[str, Any]
    contradictions: tuple[Contradiction, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    places: Mapping[tuple[Key, ...], Span] = field(default_factory=dict)


def infer(
    template: Template,
    *,
    of: str = "message_data",
    fixtures: Fixtures | None = None,
    others: Iterable[Template] = (),
) -> Contract:
    """Return the contract of ``message_data`` or ``customer``, merged with what fixtures show.

    ``others`` are its translations, which receive the same data: the contract covers them as well,
    but ``places`` are the template's own. One that does not parse needs nothing.
    """
    root = ROOTS[of]
    tree = ShapeTree(root, tuple(_documents(template, of, fixtures or Fixtures())))
    needs = _add_template(tree, template)
    contradictions, places = tuple(_contradictions(tree)), _places(tree)
    more = [need for other in others for need in _add_template(tree, other)]
    for need in (*needs, *more):
        if is_guaranteed(need.steps) and not relevant_facts(need):
            tree.need(need)
    conditions, unsettled = _conditions(tree, needs)
    conditions += [one for one in _conditions(tree, more)[0] if one not in conditions]
    tree.settle()
    schema: dict[str, Any] = {"$schema": DIALECT, "title": _title(template, of)}
    schema |= schema_of(tree.top) | {"type": "object"}
    if conditions:
        schema["allOf"] = conditions
    return Contract(schema, contradictions, tuple(unsettled), places)


def _add_template(tree: ShapeTree, template: Template) -> list[Need]:
    """Add a template's uses of its data to the tree; return what it needs."""
    seen = collect_usage(template)
    needs = _rooted(seen.needs, tree.root)
    for use in _rooted(seen.uses, tree.root):
        shape = tree.add(use.steps, use.span)
        if shape is not None:
            shape.uses.append(use)
    for need in needs:
        tree.add(need.steps, need.span)
    return needs


def _places(tree: ShapeTree) -> dict[tuple[Key, ...], Span]:
    """Return where each path is first read, or else what is below it."""
    found: dict[tuple[Key, ...], Span] = {}
    for shape in tree.top.below():
        spans = [use.span for use in shape.uses]
        spans += [span for span in (shape.as_member, shape.as_list) if span is not None]
        if spans:
            found[shape.path[1:]] = min(spans)
    return found


def _title(template: Template, of: str) -> str:
    what = "message data" if of == "message_data" else "the customer attributes it reads"
    return f"{template.name}: {what}"


def _documents(template: Template, of: str, fixtures: Fixtures) -> Iterable[object]:
    if of == "customer":
        return (profile.data for profile in fixtures.profiles)
    return (one.data for one in fixtures.message_data.get(template.name, ()))


def _rooted(seen: Iterable[Seen], root: str) -> list[Seen]:
    return [one for one in seen if one.steps[0] == root and len(one.steps) > 1]


def _conditions(tree: ShapeTree, needs: list[Need]) -> tuple[list[dict[str, Any]], list[Unsettled]]:
    """Return what is needed under conditions, as schemas, and what no schema can express.

    Where the condition cannot be expressed, the path is required without it, or with the part that
    can be: better too much is sent than too little. Not so if a fixture does without, nor for an
    item that must exist: there are templates for an empty list.
    """
    found: list[tuple[Need, dict[str, Any]]] = []
    unsettled: list[Unsettled] = []
    for need in needs:
        facts = relevant_facts(need)
        if not is_guaranteed(need.steps):
            unsettled.append(_unsettled(need, facts))
            continue
        if not facts or tree.is_met(need):
            continue
        base, condition, is_exact = _condition(need, facts)
        is_shown_optional = not is_exact and (
            least_items(need.steps[-1]) > 0 or _is_shown_optional(tree, need)
        )
        if condition == {} and not is_shown_optional:
            tree.need(need)
        elif condition != NEVER and not is_shown_optional:
            found.append((need, _if_then(need, base, condition)))
        if is_shown_optional or (not is_exact and not _has_element(need.steps)):
            unsettled.append(replace(_unsettled(need, facts), is_required=not is_shown_optional))
    conditions = [part for need, part in found if not tree.is_met(need)]
    return [one for at, one in enumerate(conditions) if one not in conditions[:at]], unsettled


def _unsettled(need: Need, facts: tuple[Fact, ...]) -> Unsettled:
    guards = [guard for fact in facts if len(fact) == 1 for guard in fact[0]]
    texts = tuple(one.written for one in guards)
    return Unsettled(steps_text(need.steps), need.span, tuple(dict.fromkeys(texts)))


def _is_shown_optional(tree: ShapeTree, need: Need) -> bool:
    """Return True if some fixture has what holds the path, and not the path."""
    last = need.steps[-1]
    holder = tree.add(need.steps[:-1], need.span)
    return (
        isinstance(last, str)
        and holder is not None
        and any(isinstance(one, dict) and last not in one for one in holder.shown)
    )


def _has_element(steps: Steps) -> bool:
    return any(isinstance(step, Element | ComputedStep) for step in steps)


def _condition(need: Need, facts: tuple[Fact, ...]) -> tuple[Steps, dict[str, Any], bool]:
    """Return the condition of a need, where it applies, and whether it says all that the facts do.

    That is the place where the path and most of the facts can be expressed. Facts that cannot are
    left out, so the condition may hold more often than they do; ``{}`` holds always.
    """
    best: tuple[Steps, list[dict[str, Any]]] = need.steps[:1], []
    for base in _bases(need.steps):
        schemas = [condition_schema((fact,), base) for fact in facts]
        known = [one for one in schemas if one is not None]
        if len(known) > len(best[1]) and is_expressible(need.steps, base):
            best = base, known
    return best[0], all_of(best[1]), len(best[1]) == len(facts)


def requires_when_needed(schema: Mapping[str, Any], need: Need) -> bool:
    """Return True if a contract requires a path under the conditions in which it is needed."""
    facts = relevant_facts(need)
    if not facts:
        return False
    base, condition, _ = _condition(need, facts)
    if condition in ({}, NEVER):
        return condition == NEVER
    return _if_then(need, base, condition) in schema.get("allOf", ())


def _if_then(need: Need, base: Steps, condition: dict[str, Any]) -> dict[str, Any]:
    part: dict[str, Any] = {"if": condition, "then": required_schema(need.steps, base)}
    for step in reversed(base[1:]):
        is_item = isinstance(step, Element | int) or step in END_STEPS
        part = {"items": part} if is_item else {"properties": {str(step): part}}
    return part


def _bases(steps: Steps) -> list[Steps]:
    """Return the root, then each list item on the path: where a condition can be expressed."""
    if any(isinstance(step, ComputedStep) for step in steps):
        return []
    items = [at for at, step in enumerate(steps) if isinstance(step, Element)]
    return [steps[:1], *(steps[: at + 1] for at in items if at + 1 < len(steps))]


def _contradictions(tree: ShapeTree) -> Iterable[Contradiction]:
    for shape in tree.top.below():
        path_text = _claims(shape)
        for number, (_, span, word) in enumerate(path_text[1:], 1):
            _, first, first_word = path_text[number - 1]
            yield Contradiction(shape.path_text, first, first_word, span, word)


_INCOMPATIBLE = {"list": "a list", "text": "text", "number": "a number", "object": "an object"}


def _claims(shape: Shape) -> list[tuple[str, Span, str]]:
    """Return the first use of each incompatible kind, in source order."""
    claims: dict[str, tuple[str, Span, str]] = {}
    if shape.as_member is not None:
        claims["object"] = ("object", shape.as_member, "an object")
    if shape.as_list is not None:
        claims["list"] = ("list", shape.as_list, "a list")
    for use in shape.uses:
        kind = "number" if use.kind == "moment" and "text" not in claims else use.kind
        if kind in _INCOMPATIBLE and kind not in claims:
            claims[kind] = (kind, use.span, f"{_INCOMPATIBLE[kind]} (`{use.word}`)")
    if shape.as_member is not None and _walks_object(shape):
        claims.pop("list", None)  # `for` over an object gives its pairs
    return sorted(claims.values(), key=lambda claim: claim[1])


def _walks_object(shape: Shape) -> bool:
    return any(isinstance(one, dict) for one in shape.shown if is_truthy(one))
