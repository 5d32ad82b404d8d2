"""Turns a contract into named types that any language can write: objects, their members, unions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Schema = Mapping[str, Any]
Scalar = Literal["string", "number", "integer", "boolean", "null", "any"]

_WORDS = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Type:
    """One of: scalars (``kinds``), known values, a list of ``item``, a named object, or several."""

    kinds: tuple[Scalar, ...] = ()
    values: tuple[object, ...] = ()
    item: "Type | None" = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One member of an object."""

    key: str
    type: Type
    is_required: bool
    doc: str


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One object with a name of its own."""

    name: str
    fields: tuple[Field, ...]
    doc: str


def class_name(text: str, *rest: str) -> str:
    """Return words as one name: ``order_shipped``, ``items`` become ``OrderShippedItems``."""
    words = [word for part in (text, *rest) for word in _WORDS.findall(part)]
    name = "".join(word[:1].upper() + word[1:] for word in words) or "Data"
    return f"T{name}" if name[0].isdigit() else name


def objects_of(schema: Schema, name: str) -> tuple[ObjectType, ...]:
    """Return every object of a contract, those inside others first."""
    return tuple(_Namer().objects(schema, name))


class _Namer:
    """Gives each object a name that no other has."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def objects(self, schema: Schema, name: str) -> Iterator[ObjectType]:
        name = self._free(name)
        fields = []
        required = schema.get("required", ())
        for key, inner in schema.get("properties", {}).items():
            inner = inner if isinstance(inner, Mapping) else {}
            made, below = self._type(inner, class_name(name, key))
            yield from below
            fields.append(Field(key, made, key in required, doc_of(inner)))
        yield ObjectType(name, tuple(fields), doc_of(schema) or str(schema.get("title", "")))

    def _free(self, name: str) -> str:
        free, number = name, 2
        while free in self.taken:
            free, number = f"{name}{number}", number + 1
        self.taken.add(free)
        return free

    def _type(self, schema: Schema, name: str) -> tuple[Type, list[ObjectType]]:
        if "enum" in schema:
            return Type(values=tuple(schema["enum"])), []
        if "const" in schema:
            return Type(values=(schema["const"],)), []
        kind = schema.get("type", ())
        kinds = (kind,) if isinstance(kind, str) else tuple(kind)
        below: list[ObjectType] = []
        item, named = None, ""
        if "array" in kinds:
            inner = schema.get("items", {})
            item, below = self._type(inner if isinstance(inner, Mapping) else {}, f"{name}Item")
        if "object" in kinds and schema.get("properties"):
            below = [*below, *self.objects(schema, name)]
            named = below[-1].name
        elif "object" in kinds:
            kinds = ("any",)
        plain = tuple(one for one in kinds if one not in ("array", "object"))
        if not kinds:
            plain = ("any",)
        return Type(kinds=plain, item=item, name=named), below


def doc_of(schema: Schema) -> str:
    """Return what a contract says of a value, on one line."""
    parts = [" ".join(str(schema.get("description", "")).split())]
    if schema.get("format"):
        parts.append(str(schema["format"]))
    if "examples" in schema:
        parts.append("such as " + ", ".join(map(str, schema["examples"])))
    return "; ".join(part for part in parts if part)
