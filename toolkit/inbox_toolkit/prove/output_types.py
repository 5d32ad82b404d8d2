"""What a placeholder can print, as far as its filters and the contract tell.

The facts were found by running every filter over odd values, and its test holds them to that.
Numbers are taken to stay within what a double holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps
from inbox_toolkit.analysis.filter_effects import REARRANGING
from inbox_toolkit.contract.inference.shape import END_STEPS, SIZE_STEPS
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

AS_JSON = frozenset({"json", "jsonify", "to_json"})
COUNTING = frozenset({"number_of_words", "random", "size"})
"""Filters that print a finite number whatever they are given."""

CALCULATING = frozenset(
    {"abs", "at_least", "at_most", "ceil", "floor", "minus", "plus", "round", "sum", "times"}
)
"""Filters that print a finite number where they are given some; of a text, ``Infinity`` too."""

BINARY = frozenset({"at_least", "at_most", "minus", "plus", "times"})
"""Those that print ``NaN`` without an argument."""

DIVIDING = frozenset({"divided_by", "modulo"})
"""Filters that do so unless they divide by zero."""

HARMLESS = frozenset(
    {
        *CALCULATING, "base64", "base64_encode", "base64_url_safe_encode", "cgi_escape", "contains",
        "divided_by", "hex_base64", "hmac_sha1", "hmac_sha256", "md5", "modulo", "sha1", "sha256",
        "to_integer", "uri_escape", "url_encode",
    }
)  # fmt: skip
"""Filters that never print a quote, a backslash or a control character."""

KEEPING = frozenset(
    {"capitalize", "downcase", "lstrip", "rstrip", "strip", "titlecase", "truncate", "upcase"}
)
"""Filters that add none of those to a text without them."""

FORMATTING = frozenset({"currency", "format_number", "rounded_currency"})
DATING = frozenset({"date", "date_to_rfc822", "date_to_string", "date_to_xmlschema"})

_SHORT_NUMBER = re.compile(r"(-?\d{1,15}(\.\d{1,15})?)?")
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
            if is_finite and not self.is_legacy:
                found = NUMBER
        return tuple(dict.fromkeys(found))

    def bound(self, chain: FilteredExpression, names: Names) -> Bound:
        """Return what a name stands for once a chain is assigned to it."""
        is_whole = all(use.name in REARRANGING for use in chain.filters)
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

    def _sums(self, value: Expression, use: Filter, names: Names) -> bool:
        """Tell whether a member is summed up that is a number in every item, by the contract."""
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
            return self._legacy(before, use, names)
        name = use.name
        if name in AS_JSON:
            return (Alternative("json"),) if all(map(_is_gap, use.arguments)) else ANY
        if name in COUNTING:
            return NUMBER
        given = [self._value(one.value, names) for one in use.arguments]
        if name == "default":
            kept = tuple(one for one in before if one != Alternative(None))
            return (*kept, *(given[0] if given else ()))
        if name in ("append", "prepend") and len(given) == 1:
            return _joined(before, given[0]) if name == "append" else _joined(given[0], before)
        return _filter_output(name, before, given)

    def _legacy(
        self, before: tuple[Alternative, ...], use: Filter, names: Names
    ) -> tuple[Alternative, ...]:
        """Of the older Liquid only the plainest is trusted."""
        if use.name in AS_JSON and not use.arguments:
            return (Alternative("json"),)
        if use.name == "default" and use.arguments:
            return (*before, *self._value(use.arguments[0].value, names))
        return NUMBER if use.name == "size" else ANY


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
            return {}
        if not isinstance(below, Mapping):
            return {}
        schema = below
    return schema


def _filter_output(
    name: str, before: tuple[Alternative, ...], given: list[tuple[Alternative, ...]]
) -> tuple[Alternative, ...]:
    """Return what a filter prints of what it is given, by the tables above."""
    every = [one for part in (before, *given) for one in part]
    if all(map(_is_number, every)):
        is_given = _is_given(name, given)
        is_divided = name in DIVIDING and bool(given) and all(map(_is_divisor, given[0]))
        if (name in CALCULATING and is_given) or is_divided:
            return NUMBER
    is_harmless = name in KEEPING | FORMATTING | DATING and all(map(_is_harmless, every))
    return SAFE if is_harmless or name in HARMLESS else ANY


def _is_given(name: str, given: list[tuple[Alternative, ...]]) -> bool:
    """Tell whether a calculation has what it needs: an argument, or digits that are written out."""
    if name == "round":
        return all(one.kind is None for part in given for one in part)
    return bool(given) or name not in BINARY


def _clamps(first: Filter, second: Filter) -> bool:
    """Tell whether two filters keep any value between two numbers: then it is a finite one."""
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
    """Tell whether JSON is indented by a number of spaces: a text would stand in it as it is."""
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
