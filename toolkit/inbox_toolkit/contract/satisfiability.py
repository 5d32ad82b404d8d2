"""Find why no data can satisfy a schema, as far as the schema alone shows it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inbox_toolkit.contract.refs import Pointer
from inbox_toolkit.schemas.checking import Checker

Schema = Mapping[str, Any]

_PAIRS = (
    ("minimum", "maximum", False),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "maximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
    ("minLength", "maxLength", False),
    ("minItems", "maxItems", False),
    ("minProperties", "maxProperties", False),
)
"""A lower bound, an upper bound, and whether equal ones leave nothing between them."""

_ALL = frozenset({"array", "boolean", "null", "number", "object", "string"})


def find_contradiction(schema: Schema) -> tuple[Pointer, str] | None:
    """Return the first part that no value satisfies, and why; expects resolved references."""
    for pointer, part in _parts(schema, ()):
        why = _bounds(part) or _members(part) or _types(part) or _values(part)
        if why:
            return pointer, why
    return None


def _parts(schema: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Schema]]:
    """Yield each schema that always applies, with its pointer, outermost first."""
    if not isinstance(schema, Mapping):
        return
    yield pointer, schema
    for key in ("items", "additionalProperties"):
        yield from _parts(schema.get(key), (*pointer, key))
    for name, inner in schema.get("properties", {}).items():
        yield from _parts(inner, (*pointer, "properties", name))
    for number, inner in enumerate(schema.get("allOf", ())):
        yield from _parts(inner, (*pointer, "allOf", number))


def _bounds(schema: Schema) -> str:
    for low, high, is_open in _PAIRS:
        if low in schema and high in schema:
            least, most = schema[low], schema[high]
            if least > most:
                return f"`{low}` {least} is more than `{high}` {most}"
            if is_open and least == most:
                return f"nothing is between `{low}` {least} and `{high}` {most}"
    if schema.get("items") is False and schema.get("minItems", 0) > 0:
        return "it must have items, and no item is allowed"
    return ""


def _members(schema: Schema) -> str:
    properties = schema.get("properties", {})
    is_closed = schema.get("additionalProperties") is False and "patternProperties" not in schema
    for name in schema.get("required", ()):
        if properties.get(name) is False:
            return f"`{name}` is required, and no value is allowed for it"
        if is_closed and name not in properties:
            return f"`{name}` is required, and not among the properties that are allowed"
    return ""


def _types(schema: Schema) -> str:
    """Compare the types of a schema with those of its ``allOf``."""
    left = _kinds(schema.get("type"))
    for part in schema.get("allOf", ()):
        left &= _kinds(part.get("type")) if isinstance(part, Mapping) else _ALL
    return "" if left else "its types exclude each other"


def _kinds(said: str | Iterable[str] | None) -> frozenset[str]:
    if said is None:
        return _ALL
    names = (said,) if isinstance(said, str) else said
    return frozenset("number" if name == "integer" else name for name in names)


def _values(schema: Schema) -> str:
    """Try each value of ``const`` or ``enum``."""
    word = "const" if "const" in schema else "enum"
    if word not in schema:
        return ""
    values = [schema[word]] if word == "const" else schema[word]
    checker = Checker(schema)
    if any(checker.fits(value) for value in values):
        return ""
    return f"no value of `{word}` fits the rest" if values else "`enum` has no value"
