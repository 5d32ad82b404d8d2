"""Prove that no path of a template reads a value that is missing, or show what may be.

Every read that can fail (the abstract interpreter knows which) must be of data that the contract
requires, under the conditions that hold there:

    {% if trigger.gift %}{{ trigger.by }}{% endif %}    # proved by: if gift, then by is required

What the template makes itself, such as the first part of a text that is split, no contract can
require: it stays open unless the template tests it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.analysis.abstract_values import DataRef, Guard, Term
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps, steps_text, values_at
from inbox_toolkit.analysis.usage import Need, collect_usage
from inbox_toolkit.contract.inference.conditions import is_expressible
from inbox_toolkit.contract.inference.infer import requires_when_needed
from inbox_toolkit.contract.inference.shape import END_STEPS, SIZE_STEPS, is_guaranteed, least_items
from inbox_toolkit.liquid.catalog.roots import SERVICE_VALUES
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.prove.json_proof import Proof
from inbox_toolkit.prove.symbolic_execution import Unproved
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.template.template import Template

Schema = Mapping[str, Any]

_NUMBERS = frozenset({"integer", "null", "number"})
_SIZED = frozenset({"array", "string", "null"})


def prove_values(
    template: Template, schemas: Mapping[str, Schema], environment: RenderEnvironment | None = None
) -> Proof:
    """Prove it of a template that parses, under the contracts of ``trigger`` and ``customer``.

    Snippets and objects are those of the environment.
    """
    usage = collect_usage(template)
    is_legacy = template.version != "latest"
    found = [
        Unproved(need.span, f"`{steps_text(need.steps)}` may be missing", ())
        for need in usage.needs
        if not _is_met(need, schemas, environment, is_legacy=is_legacy)
    ]
    found += [Unproved(one.span, f"`{one.path}` may have no value", ()) for one in usage.open_reads]
    return Proof(tuple(dict.fromkeys(found)), len(usage.needs))


def _is_met(
    need: Need,
    schemas: Mapping[str, Schema],
    environment: RenderEnvironment | None,
    *,
    is_legacy: bool,
) -> bool:
    root = str(need.steps[0])
    if root not in schemas:
        return environment is not None and _is_shared(need.steps, environment)
    if not is_guaranteed(need.steps):
        return False
    holders = list(_schemas_at(schemas[root], need.steps[1:-1]))
    is_required = holders and all(
        _requires(one, need.steps[-1], is_legacy=is_legacy) for one in holders
    )
    if is_required and _has_its_list(need.steps, schemas[root], is_legacy=is_legacy):
        return True
    return (
        is_expressible(need.steps, need.steps[:1])
        and requires_when_needed(schemas[root], need)
        and all(_compares_numbers(one.term, schemas) for one in _guards(need))
    )


def _guards(need: Need) -> Iterator[Guard]:
    for fact in need.facts:
        for group in fact:
            yield from group


def _compares_numbers(term: Term, schemas: Mapping[str, Schema]) -> bool:
    """Return True if what is ordered are numbers: the engine converts others, a schema does not."""
    if term.operator in ("<", ">", "<=", ">="):
        for part in term.parts:
            for value in part.values:
                if isinstance(value, DataRef) and value.steps[-1] not in SIZE_STEPS:
                    found = _schemas_at(schemas.get(str(value.steps[0])), value.steps[1:])
                    if not all(_types(one) and _types(one) <= _NUMBERS for one in found):
                        return False
    return all(_compares_numbers(part, schemas) for part in term.parts)


def _has_its_list(steps: Steps, schema: Schema, *, is_legacy: bool) -> bool:
    """Return True if the list that an item is picked of is required: a missing one has no items."""
    if not isinstance(steps[-1], Element) or not steps[-1].least:
        return True
    holders = _schemas_at(schema, steps[1:-1])
    return all(_types(one) == {"array"} for one in holders) and all(
        _requires(one, steps[at], is_legacy=is_legacy) and "null" not in _types(one)
        for at in range(1, len(steps) - 1)
        for one in _schemas_at(schema, steps[1:at])
    )


def _is_shared(steps: Steps, environment: RenderEnvironment) -> bool:
    """Return True if a path of the snippets or objects is there: they are the same in all cases."""
    snippets = environment.snippets.data if environment.snippets else {}
    shared = {**SERVICE_VALUES, "snippets": snippets, "objects": environment.objects}
    root = str(steps[0])
    return root in shared and MISSING not in list(values_at(shared[root], steps[1:]))


def _schemas_at(schema: Any, steps: Steps) -> Iterator[Schema]:
    """Yield every schema that the value at a path may have; nothing if it is not described."""
    if not isinstance(schema, Mapping):
        return
    if not steps:
        yield schema
        return
    step, rest = steps[0], steps[1:]
    properties = schema.get("properties", {})
    if isinstance(step, ComputedStep):
        if step.is_index or "items" in schema:
            yield from _schemas_at(schema.get("items"), rest)
        else:
            for inner in (*properties.values(), schema.get("additionalProperties")):
                yield from _schemas_at(inner, rest)
    elif isinstance(step, Element | int) or (step in END_STEPS and step not in properties):
        yield from _schemas_at(schema.get("items"), rest)
    else:
        yield from _schemas_at(properties.get(step), rest)


def _requires(holder: Schema, step: object, *, is_legacy: bool) -> bool:
    """Return True if a step into any value of a schema leads somewhere; null has all members."""
    types = _types(holder)
    null = set() if is_legacy else {"null"}
    if step in SIZE_STEPS and step not in holder.get("properties", {}):
        return bool(types) and types <= _SIZED - ({"null"} - null)
    if isinstance(step, Element) or (isinstance(step, int) and not isinstance(step, bool)):
        return types <= {"array"} | null and holder.get("minItems", 0) >= least_items(step)
    if step in END_STEPS and step not in holder.get("properties", {}):
        return types <= {"array"} | null and holder.get("minItems", 0) >= 1
    if not types or not types <= {"object"} | null or step not in holder.get("required", ()):
        return False
    inner = holder.get("properties", {}).get(step)
    return not is_legacy or (
        isinstance(inner, Mapping)
        and bool(_types(inner) - {"null"})
        and ("null" not in _types(inner))
    )


def _types(schema: Schema) -> set[str]:
    types = schema.get("type", ())
    return {types} if isinstance(types, str) else set(types)
