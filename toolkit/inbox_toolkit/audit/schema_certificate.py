"""What a payload's schema may see of the values that a group knows by their class only.

The schema's verdict is everyone's if no keyword that applies to such a value could decide otherwise
for another value of the class. A keyword that nobody here knows might. Which of several schemas
applies, as in ``anyOf``, is not told: all of them are looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from inbox_toolkit.audit.marked_payload import MarkedPayload
from inbox_toolkit.audit.reads import ColumnPath, Deps
from inbox_toolkit.contract.refs import InvalidRef, resolve_pointer
from inbox_toolkit.schemas.checking import Checker

_LOOKS_AHEAD = re.compile(r"\$|\(\?|\\[bBzZ]")
"""What makes a pattern's match depend on the text behind it."""

_NEUTRAL = frozenset(
    {"$schema", "$id", "$anchor", "$comment", "$defs", "default", "definitions", "deprecated"}
    | {"description", "examples", "readOnly", "title", "writeOnly"}
    | {"dependentRequired", "maxContains", "maxItems", "maxProperties", "minContains", "minItems"}
    | {"minProperties", "propertyNames", "required"}
)
"""Keywords that look at no value. Keys are never made of a value that is known by its class."""
_OF_MEMBERS = frozenset({"additionalProperties", "patternProperties", "unevaluatedProperties"})
_OF_ITEMS = frozenset({"additionalItems", "contains", "items", "prefixItems", "unevaluatedItems"})
_APPLIED = frozenset(
    {"allOf", "anyOf", "dependentSchemas", "else", "if", "not", "oneOf", "properties", "then"}
    | _OF_MEMBERS
    | _OF_ITEMS
)
"""Keywords with schemas: of the same value, or of its members and items."""
_OF_TEXTS = frozenset({"format", "maxLength", "minLength", "pattern"})
_OF_NUMBERS = frozenset(
    {"exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"}
)
_UNKNOWN = {"$dynamicRef": ""}
_OF_SCALARS = _OF_TEXTS | _OF_NUMBERS | {"type"}


def seen_by_schema(schema: Any, marked: MarkedPayload) -> Deps:
    """Return the columns of which a schema may see more than the class."""
    return frozenset(_Walk(schema, marked).seen(schema, marked.payload))


def longest_class(schema: Any, most: int) -> int:
    """Return how long a text of a class may be: three of them fit into what a schema limits."""
    limits = [
        value
        for key, value in _keywords(schema)
        if key == "maxLength" and isinstance(value, int) and value > 0
    ]
    return min([most, *(max(one // 3, 8) for one in limits)])


def _keywords(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, Mapping):
        for key, inner in schema.items():
            yield key, inner
            yield from _keywords(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _keywords(inner)


@dataclass(slots=True)
class _Walk:
    """One look at a payload, along its schema."""

    root: Any
    marked: MarkedPayload
    within: set[tuple[int, int]] = field(default_factory=set)
    """Schemas and values that are being looked at: a reference may lead back to them."""

    def seen(self, schema: Any, value: object) -> Iterable[ColumnPath]:
        """Yield the columns that a schema may see of a value."""
        here = (id(schema), id(value))
        if (
            not isinstance(schema, Mapping)
            or here in self.within
            or not any(self.marked.columns(value))
        ):
            return
        self.within.add(here)
        if "$id" in schema and schema is not self.root:
            yield from self.marked.columns(value)  # a reference in here may lead elsewhere
        for keyword, argument in schema.items():
            yield from self._keyword(keyword, argument, value)
        self.within.discard(here)

    def _keyword(self, keyword: str, argument: Any, value: object) -> Iterable[ColumnPath]:
        match keyword:
            case "$ref":
                yield from self.seen(self._target(argument), value)
            case "const" | "enum":
                options = [argument] if keyword == "const" else argument
                if any(self._may_equal(value, one) for one in options):
                    yield from self.marked.columns(value)
            case "uniqueItems" if not isinstance(value, list) or len(value) < 2:
                pass
            case _ if keyword in _OF_SCALARS:
                yield from self._of_scalar(keyword, argument, value)
            case _ if keyword in _APPLIED:
                for schema, one in _applied(keyword, argument, value):
                    yield from self.seen(schema, one)
            case _ if keyword not in _NEUTRAL:
                yield from self.marked.columns(value)

    def _target(self, name: str) -> Any:
        """Return what a reference leads to; an anchor is not followed."""
        try:
            return resolve_pointer(self.root, name)[1]
        except InvalidRef:
            return _UNKNOWN

    def _of_scalar(self, keyword: str, argument: Any, value: object) -> Iterable[ColumnPath]:
        """Yield what a keyword about a text or a number sees."""
        if not isinstance(value, str):
            return
        mark = self.marked.number(value)
        if mark is None:
            if keyword in _OF_TEXTS and not self._passes(keyword, argument, value):
                yield from self.marked.columns(value)
        elif keyword == "type":
            wanted = argument if isinstance(argument, list) else [argument]
            if "integer" in wanted and "number" not in wanted:
                yield from mark.columns
        elif keyword in _OF_NUMBERS:
            yield from mark.columns

    def _passes(self, keyword: str, argument: Any, text: str) -> bool:
        """Return True if a text passes whatever its marks stand for."""
        shortest, longest = self.marked.lengths(text)
        match keyword:
            case "minLength":
                return bool(shortest >= argument)
            case "maxLength":
                return bool(longest <= argument)
            case "pattern":
                return _starts_with_match(argument, self.marked.start(text))
        return False

    def _may_equal(self, value: object, option: object) -> bool:
        if isinstance(value, Mapping):
            return (
                isinstance(option, Mapping)
                and option.keys() == value.keys()
                and all(self._may_equal(one, option[key]) for key, one in value.items())
            )
        if isinstance(value, list):
            return (
                isinstance(option, list)
                and len(option) == len(value)
                and all(map(self._may_equal, value, option))
            )
        if not isinstance(value, str):
            return value == option
        if self.marked.number(value) is not None:
            return isinstance(option, int | float) and not isinstance(option, bool)
        return isinstance(option, str) and option.startswith(self.marked.start(value))


def _applied(keyword: str, argument: Any, value: object) -> Iterator[tuple[Any, object]]:
    """Yield each schema below a keyword with each value that it may apply to."""
    if keyword == "properties":
        if isinstance(value, Mapping):
            for name in argument.keys() & value.keys():
                yield argument[name], value[name]
        return
    values: Iterable[object] = [value]
    if keyword in _OF_MEMBERS:
        values = value.values() if isinstance(value, Mapping) else ()
    elif keyword in _OF_ITEMS:
        values = value if isinstance(value, list) else ()
    schemas = argument if isinstance(argument, list) else [argument]
    if keyword in ("dependentSchemas", "patternProperties"):
        schemas = list(argument.values())
    for one in values:
        for schema in schemas:
            yield schema, one


@lru_cache(maxsize=1024)
def _starts_with_match(pattern: object, start: str) -> bool:
    """Return True if whatever starts so matches a pattern: nothing behind it can undo the match."""
    if not isinstance(pattern, str) or _LOOKS_AHEAD.search(pattern):
        return False
    return Checker({"pattern": pattern}).fits(start)
