"""What an output can print, and a name can stand for, according to filters and contract.

What a filter prints is stated in its spec; a test runs every filter over odd values to check that.
Numbers are assumed to stay within the range of a double.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from inbox_toolkit.analysis.abstract_values import Constant
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps
from inbox_toolkit.contract.inference.shape import END_STEPS, SIZE_STEPS
from inbox_toolkit.liquid.catalog.roots import FILLED, GIVEN
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.filters.spec import FilterSpec
from inbox_toolkit.liquid.javascript.values import NIL, to_text
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


MAX_TEXT = 2_000
"""How long a known text may be before only its kind is kept: ``append`` in a loop doubles it."""

MAX_ALTERNATIVES = 60
"""How many things one output may print before only their kind is kept."""

_COUNTED = 2
"""Up to here a counter is known exactly: a loop must reach a state that it was in before."""


class Alternative(NamedTuple):
    """One thing that can be printed: a known text (``const``) or any of a kind."""

    kind: Kind | None
    const: str = ""


class Alias(NamedTuple):
    """A name that stands for a path of the data; ``may_be_null``: or for nothing, if missing.

    ``is_whole``: of a list, for all of its items.
    """

    steps: Steps
    may_be_null: bool
    is_whole: bool = True


class AtLeast(NamedTuple):
    """A whole number that is not less than another: what a counter becomes in a loop."""

    least: int


class Size(NamedTuple):
    """How many items a list of the data has; ``counts_nothing``: 0 if the list is missing."""

    steps: Steps
    counts_nothing: bool


class WholeList(NamedTuple):
    """A list of the data that is surely there."""

    steps: Steps


ANY = (Alternative("any"),)
SAFE = (Alternative("safe"),)
NUMBER = (Alternative("number"),)

Bound = tuple[Alternative, ...] | Alias | Constant | AtLeast | Size
Names = Mapping[str, Bound]
"""What the names that are assigned stand for at one place."""


@dataclass(frozen=True)
class OutputTypes:
    """Knows what expressions print, under the contracts of ``trigger`` and ``customer``."""

    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_legacy: bool = False

    def chain(self, chain: FilteredExpression, names: Names) -> tuple[Alternative, ...]:
        """Return everything that an expression with its filters can print."""
        found = self._value(chain.value, names)
        for number, use in enumerate(chain.filters):
            found = self._filtered(found, use, names)
            before = chain.filters[number - 1] if number else None
            is_finite = _clamps(before, use) if before else self._sums(chain.value, use, names)
            is_finite = is_finite or self._counts(chain, number, names)
            if is_finite and not self.is_legacy:
                found = NUMBER
        return generalized(tuple(dict.fromkeys(found)))

    def bound(self, chain: FilteredExpression, names: Names) -> Bound:
        """Return what a name stands for once an expression is assigned to it."""
        constant = self._constant(chain, names)
        if constant is not None:
            return constant
        if isinstance(chain.value, Path) and not (self.is_legacy and chain.filters):
            steps = self.steps(chain.value, names)
            if steps is not None and not chain.filters:
                known = names.get(chain.value.root)
                is_whole = (
                    not isinstance(known, Alias) or known.is_whole or len(chain.value.segments) > 1
                )
                return Alias(steps, may_be_null=True, is_whole=is_whole)
            if steps is not None and self._is_list(steps):
                rearranged = self._rearranged(chain, steps, names)
                if rearranged is not None:
                    return rearranged
        found = self.chain(chain, names)
        may_be_nothing = any(one.kind == "json" for one in found)  # what `json` makes of nothing
        return tuple(dict.fromkeys((*found, *([Alternative(None)] if may_be_nothing else []))))

    def _constant(self, chain: FilteredExpression, names: Names) -> Constant | AtLeast | None:
        """Return what a name is that a literal, or a counter, is assigned to."""
        value: Bound | None = None
        if isinstance(chain.value, Literal):
            value = Constant(None if chain.value.value is NIL else chain.value.value)
        elif isinstance(chain.value, Path) and len(chain.value.segments) == 1:
            value = names.get(chain.value.root)
        if not isinstance(value, Constant | AtLeast) or (self.is_legacy and chain.filters):
            return None
        for use in chain.filters:
            step = use.arguments[0].value if len(use.arguments) == 1 else None
            if use.name != "plus" or not isinstance(step, Literal):
                return None
            value = _counted(value, step.value)
            if value is None:
                return None
        return value if _is_plain(value) else None

    def _rearranged(
        self, chain: FilteredExpression, steps: Steps, names: Names
    ) -> Alias | Size | None:
        """Return what a list of the data with other filters is: a list of its items, or a size."""
        known = names.get(chain.value.root) if isinstance(chain.value, Path) else None
        is_whole = not isinstance(known, Alias) or known.is_whole
        *filters, last = (spec_of(use.name) for use in chain.filters)
        if not all(map(_gives_items, filters)):
            return None
        is_whole = is_whole and all(
            one is not None and one.origin == "reordered" for one in filters
        )
        if last is not None and last.origin == "size":
            return Size(steps, counts_nothing=True) if is_whole else None
        if not _gives_items(last):
            return None
        is_reordered = last is not None and last.origin == "reordered"
        return Alias(steps, may_be_null=False, is_whole=is_whole and is_reordered)

    def is_root(self, name: str) -> bool:
        """Return True if the service, and not the template, gives a name its value."""
        return name in GIVEN or name in FILLED or name in self.schemas

    def list_value(self, path: Path, names: Names) -> "Size | WholeList | None":
        """Return which list of the data a path is, or the size of."""
        known = names.get(path.root)
        steps = self.steps(path, names)
        if steps is None or any(not isinstance(one, str) for one in steps):
            return None
        is_own = len(path.segments) == 1 or (len(path.segments) == 2 and steps[-1] in SIZE_STEPS)
        if isinstance(known, Alias) and is_own and not known.is_whole:
            return None
        if steps[-1] in SIZE_STEPS and self._is_list(steps[:-1]):
            is_made = isinstance(known, Alias) and not known.may_be_null and is_own
            return Size(steps[:-1], counts_nothing=is_made or self._is_present(steps[:-1]))
        is_made = isinstance(known, Alias) and not known.may_be_null
        if self._is_list(steps) and (is_made or self._is_present(steps)):
            return WholeList(steps)
        return None

    def loop_list(self, path: Path, names: Names) -> Steps | None:
        """Return the list of the data that a loop goes over from end to end, if it is one."""
        known = names.get(path.root)
        steps = self.steps(path, names)
        if isinstance(known, Alias) and len(path.segments) == 1 and not known.is_whole:
            return None
        is_plain = steps is not None and all(isinstance(one, str) for one in steps)
        return steps if is_plain and steps is not None and self._is_list(steps) else None

    def _is_list(self, steps: Steps) -> bool:
        """Return True if a path of the data is a list or null, if it is there."""
        types = schema_at(self.schemas, steps).get("type", ())
        found = {types} if isinstance(types, str) else set(types)
        return "array" in found and found <= {"array", "null"}

    def _is_present(self, steps: Steps) -> bool:
        """Return True if the contract requires a path all the way, and allows no null on it."""
        for at in range(1, len(steps)):
            holder = schema_at(self.schemas, steps[:at])
            if holder.get("type") != "object" or steps[at] not in holder.get("required", ()):
                return False
        return schema_at(self.schemas, steps).get("type") in ("array", "object")

    def steps(self, path: Path, names: Names) -> Steps | None:
        """Return the path of the data that a variable stands for, None if it is no such path."""
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
        return printed(known) if known is not None and len(node.segments) == 1 else ANY

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
        """Return what a legacy filter prints; only the plainest are known."""
        spec = spec_of(use.name, "legacy")
        if spec is None:
            return before  # an unknown filter passes its value on
        if spec.output == "json" and not use.arguments:
            return (Alternative("json"),)
        return NUMBER if spec.output == "number" else ANY


def printed(bound: Bound) -> tuple[Alternative, ...]:
    """Return what a name prints."""
    match bound:
        case Constant():
            return (Alternative(None, to_text(bound.value)),)
        case AtLeast() | Size():
            return NUMBER
        case Alias():
            return ANY
        case _:
            return bound


def generalized(
    found: tuple[Alternative, ...], *, is_final: bool = False
) -> tuple[Alternative, ...]:
    """Return only the kind of what is printed if it is too much to keep, or keeps growing."""
    texts = [one for one in found if one.kind is None]
    is_short = all(len(one.const) <= MAX_TEXT for one in texts)
    if not is_final and is_short and len(found) <= MAX_ALTERNATIVES:
        return found
    if all(map(is_safe, texts)):
        others = [one for one in found if one.kind is not None]
        return tuple(dict.fromkeys((*others, *(SAFE if texts else ()))))
    return ANY


def widened(bound: Bound) -> Bound:
    """Return what a name may be that has another value after each round of a loop."""
    match bound:
        case Constant(value=int() | float() as number) if not isinstance(number, bool):
            return NUMBER
        case Constant():
            return generalized(printed(bound), is_final=True)
        case AtLeast() | Size() | Alias():
            return bound
        case _:
            return generalized(bound, is_final=True)


def _counted(value: Constant | AtLeast, step: object) -> Constant | AtLeast | None:
    """Return a counter after ``plus``: exact up to ``_COUNTED``, then only known from below."""
    number = value.least if isinstance(value, AtLeast) else value.value
    if any(isinstance(one, bool) or not isinstance(one, int) or one < 0 for one in (number, step)):
        return None
    total = int(str(number)) + int(str(step))
    if isinstance(value, Constant) and total <= _COUNTED:
        return Constant(total)
    return AtLeast(min(total, _COUNTED))


def _is_plain(value: Constant | AtLeast) -> bool:
    return (
        isinstance(value, AtLeast)
        or value.value is None
        or isinstance(value.value, str | int | float)
    )


_BY_TYPE: Mapping[str, tuple[Alternative, ...]] = {
    "number": NUMBER,
    "integer": NUMBER,
    "boolean": (Alternative(None, "true"), Alternative(None, "false")),
    "null": (Alternative(None),),
}


def schema_at(schemas: Mapping[str, Mapping[str, Any]], steps: Steps) -> Mapping[str, Any]:
    """Return the schema of a path; an empty one if the contract does not describe it."""
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
    keeps_safe = spec.output == "keeps_safe" and all(map(is_safe, every))
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


def is_safe(one: Alternative) -> bool:
    """Return True if no quote, backslash or control character is printed."""
    if one.kind is not None:
        return one.kind in ("number", "safe")
    return not _FORBIDDEN.intersection(one.const)


def _joined(
    left: tuple[Alternative, ...], right: tuple[Alternative, ...]
) -> tuple[Alternative, ...]:
    if len(left) == len(right) == 1 and left[0].kind is None and right[0].kind is None:
        return (Alternative(None, left[0].const + right[0].const),)
    return SAFE if all(map(is_safe, (*left, *right))) else ANY
