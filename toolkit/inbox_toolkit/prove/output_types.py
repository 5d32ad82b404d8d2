"""What a placeholder can print, as far as its filters and the contract tell.

What a filter prints is in its spec, and a test runs every filter over odd values to hold it there.
Numbers are taken to stay within what a double holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps
from inbox_toolkit.contract.inference.shape import END_STEPS, SIZE_STEPS
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.filters.spec import FilterSpec
from inbox_toolkit.liquid.javascript.values import to_text
from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Expression,
    Filter,
    FilteredExpression,
    Literal,
    Path,
    Range,
)
from inbox_toolkit.prove.json_automaton import Kind

_SHORT_NUMBER = re.compile(r"(-?[0-9]{1,15}(\.[0-9]{1,15})?)?")
"""A number as templates write them, or nothing, which counts as 0."""

_FORBIDDEN = frozenset('"\\') | {chr(code) for code in range(32)}


class Alternative(NamedTuple):
    """One thing that can be printed: a known text (``const``) or any of a kind."""

    kind: Kind | None
    const: str = ""


class Alias(NamedTuple):
    """A name that stands for a path of the data; ``may_be_null`` where missing becomes null."""

    steps: Steps
    may_be_null: bool


ANY = (Alternative("any"),)
SAFE = (Alternative("safe"),)
NUMBER = (Alternative("number"),)

Bound = tuple[Alternative, ...] | Alias
Names = Mapping[str, Bound]
"""What the names that are assigned stand for at one place."""


@dataclass(frozen=True)
class OutputTypes:
    """Says what chains print, under the contracts of ``trigger`` and ``customer``."""

    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_legacy: bool = False

    def chain(self, chain: FilteredExpression, names: Names) -> tuple[Alternative, ...]:
        """Return everything a chain can print."""
        found = self._value(chain.value, names)
        for number, use in enumerate(chain.filters):
            found = self._filtered(found, use, names)
            before = chain.filters[number - 1] if number else None
            is_finite = _clamps(before, use) if before else self._sums(chain.value, use, names)
            is_finite = is_finite or self._counts(chain, number, names)
            if is_finite and not self.is_legacy:
                found = NUMBER
        return tuple(dict.fromkeys(found))

    def bound(self, chain: FilteredExpression, names: Names) -> Bound:
        """Return what a name stands for once a chain is assigned to it."""
        is_whole = all(_gives_items(spec_of(use.name)) for use in chain.filters)
        if is_whole and not (self.is_legacy and chain.filters) and isinstance(chain.value, Path):
            steps = self.steps(chain.value, names)
            if steps is not None:
                return Alias(steps, may_be_null=True)
        found = self.chain(chain, names)
        may_be_nothing = any(
            one.kind == "json" for one in found
        )  # as `json` makes of a missing one
        return tuple(dict.fromkeys((*found, *([Alternative(None)] if may_be_nothing else []))))

    def steps(self, path: Path, names: Names) -> Steps | None:
        """Return the path of the data that a variable stands for, None where there is none."""
        keys = [one.key for one in path.segments]
        rest: list[Any] = []
        for key in keys[1:]:
            plain = key.value if isinstance(key, Literal) else key
            is_step = isinstance(plain, str | int) and not isinstance(plain, bool)
            rest.append(plain if is_step else ComputedStep(path.span))
        root = path.root
        known = names.get(root)
        if isinstance(known, Alias):
            return (*known.steps, *rest)
        return (root, *rest) if known is None and root in self.schemas else None

    def _value(self, node: Expression, names: Names) -> tuple[Alternative, ...]:
        match node:
            case Literal():
                return (Alternative(None, to_text(node.value)),)
            case Path():
                return self._path(node, names)
            case Range():
                return ANY
            case _:
                return ANY

    def _path(self, node: Path, names: Names) -> tuple[Alternative, ...]:
        if node.root in ("forloop", "tablerowloop") and len(node.segments) == 2:
            is_count = node.segments[1].key in ("index", "index0", "rindex", "rindex0", "length")
            return NUMBER if is_count else ANY
        known = names.get(node.root)
        steps = self.steps(node, names)
        if steps is not None:
            null = (Alternative(None),) if isinstance(known, Alias) and known.may_be_null else ()
            return (*self._typed(steps), *null)
        if isinstance(known, tuple) and not isinstance(known, Alias) and len(node.segments) == 1:
            return known
        return ANY

    def _typed(self, steps: Steps) -> tuple[Alternative, ...]:
        schema: Any = self.schemas.get(str(steps[0]), {})
        if steps[-1] in SIZE_STEPS and "size" not in schema_at(self.schemas, steps[:-1]).get(
            "properties", {}
        ):
            return NUMBER
        schema = schema_at(self.schemas, steps)
        if "enum" in schema:
            return tuple(Alternative(None, to_text(one)) for one in schema["enum"])
        kind = schema.get("type")
        kinds = (kind,) if isinstance(kind, str) else tuple(kind or ("any",))
        return tuple(one for name in kinds for one in _BY_TYPE.get(name, ANY))

    def _counts(self, chain: FilteredExpression, number: int, names: Names) -> bool:
        """Return True if a size is taken of a value that cannot be an object.

        An object may have a member ``length``, which the engine prints for its size.
        """
        spec = spec_of(chain.filters[number].name)
        if spec is None or spec.output != "count":
            return False
        if number:
            before = spec_of(chain.filters[number - 1].name)
            return before is not None and before.returns not in ("any", "scalar")
        if not isinstance(chain.value, Path):
            return isinstance(chain.value, Literal)
        steps = self.steps(chain.value, names)
        types = schema_at(self.schemas, steps).get("type", ()) if steps else ()
        return bool(types) and "object" not in ([types] if isinstance(types, str) else types)

    def _sums(self, value: Expression, use: Filter, names: Names) -> bool:
        """Return True if a member is summed up that is a number in every item, by the contract."""
        if use.name != "sum":
            return False
        steps = self.steps(value, names) if isinstance(value, Path) else None
        member = use.arguments[0].value if len(use.arguments) == 1 else None
        if steps is None or not isinstance(member, Literal) or not isinstance(member.value, str):
            return False
        if schema_at(self.schemas, steps).get("type") != "array":
            return False
        summed = schema_at(self.schemas, (*steps, Element(None), member.value))
        return summed.get("type") in ("number", "integer")

    def _filtered(
        self, before: tuple[Alternative, ...], use: Filter, names: Names
    ) -> tuple[Alternative, ...]:
        if self.is_legacy:
            return self._legacy(before, use)
        spec = spec_of(use.name)
        if spec is None:
            return ANY
        if spec.output == "json":
            return (Alternative("json"),) if all(map(_is_gap, use.arguments)) else ANY
        if spec.output == "number":
            return NUMBER
        given = [self._value(one.value, names) for one in use.arguments]
        if spec.origin == "fallback":
            kept = tuple(one for one in before if one != Alternative(None))
            return (*kept, *(given[0] if given else ()))
        if spec.name in ("append", "prepend") and len(given) == 1:
            return _joined(before, given[0]) if spec.name == "append" else _joined(given[0], before)
        return _filter_output(spec, before, given)

    def _legacy(self, before: tuple[Alternative, ...], use: Filter) -> tuple[Alternative, ...]:
        """Of the older Liquid only the plainest is trusted."""
        spec = spec_of(use.name, "legacy")
        if spec is None:
            return before  # an unknown filter passes its value on
        if spec.output == "json" and not use.arguments:
            return (Alternative("json"),)
        return NUMBER if spec.output == "number" else ANY


_BY_TYPE: Mapping[str, tuple[Alternative, ...]] = {
    "number": NUMBER,
    "integer": NUMBER,
    "boolean": (Alternative(None, "true"), Alternative(None, "false")),
    "null": (Alternative(None),),
}


def schema_at(schemas: Mapping[str, Mapping[str, Any]], steps: Steps) -> Mapping[str, Any]:
    """Return the schema of a path; an empty one where the contract says nothing of it."""
    schema: Mapping[str, Any] = schemas.get(str(steps[0]), {})
    for step in steps[1:]:
        below: Any
        if isinstance(step, Element | int) or (
            step in END_STEPS and step not in schema.get("properties", {})
        ):
            below = schema.get("items", {}) if schema.get("type") == "array" else {}
        elif isinstance(step, str):
            is_object = schema.get("type") == "object"
            below = schema.get("properties", {}).get(step, {}) if is_object else {}
        else:
            is_map = schema.get("type") == "object" and not schema.get("properties")
            below = schema.get("additionalProperties", {}) if is_map else {}
        if not isinstance(below, Mapping):
            return {}
        schema = below
    return schema


def _filter_output(
    spec: FilterSpec, before: tuple[Alternative, ...], given: list[tuple[Alternative, ...]]
) -> tuple[Alternative, ...]:
    """Return what a filter prints of what it is given."""
    every = [one for part in (before, *given) for one in part]
    if all(map(_is_number, every)):
        if spec.output == "number_of_numbers" and _is_given(spec, given):
            return NUMBER
        if spec.output == "quotient" and given and all(map(_is_divisor, given[0])):
            return NUMBER
    keeps_safe = spec.output == "keeps_safe" and all(map(_is_harmless, every))
    return SAFE if keeps_safe or (spec.is_json_safe and spec.output != "count") else ANY


def _is_given(spec: FilterSpec, given: list[tuple[Alternative, ...]]) -> bool:
    """Return True if a calculation has what it needs: an argument, or digits written out."""
    if spec.name == "round":
        return all(one.kind is None for part in given for one in part)
    return len(given) >= spec.required_count


def _gives_items(spec: FilterSpec | None) -> bool:
    return spec is not None and spec.origin in (
        "items",
        "one_or_more_items",
        "present_items",
        "reordered",
    )


def _clamps(first: Filter, second: Filter) -> bool:
    """Return True if two filters keep any value between two numbers: then it is a finite one."""
    bounds = [one.arguments[0].value for one in (first, second) if len(one.arguments) == 1]
    return {first.name, second.name} == {"at_least", "at_most"} and (
        [type(one.value) for one in bounds if isinstance(one, Literal)] in _TWO_NUMBERS
    )


_TWO_NUMBERS = ([int, int], [int, float], [float, int], [float, float])


def _is_number(one: Alternative) -> bool:
    if one.kind is not None:
        return one.kind == "number"
    return bool(_SHORT_NUMBER.fullmatch(one.const))


def _is_gap(argument: Argument) -> bool:
    """Return True if JSON is indented by a number of spaces: a text would stand in it as it is."""
    value = argument.value
    return isinstance(value, Literal) and isinstance(value.value, int)


def _is_divisor(one: Alternative) -> bool:
    return one.kind is None and _is_number(one) and any(mark in "123456789" for mark in one.const)


def _is_harmless(one: Alternative) -> bool:
    if one.kind is not None:
        return one.kind in ("number", "safe")
    return not _FORBIDDEN.intersection(one.const)


def _joined(
    left: tuple[Alternative, ...], right: tuple[Alternative, ...]
) -> tuple[Alternative, ...]:
    if len(left) == len(right) == 1 and left[0].kind is None and right[0].kind is None:
        return (Alternative(None, left[0].const + right[0].const),)
    return SAFE if all(map(_is_harmless, (*left, *right))) else ANY
