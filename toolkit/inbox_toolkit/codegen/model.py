"""A contract as named types, for any language: objects, their members, unions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from inbox_toolkit.contract.inference.types import UNIX_SECONDS
from inbox_toolkit.contract.refs import resolve_pointer, resolve_refs

Schema = Mapping[str, Any]
Scalar = Literal["string", "number", "integer", "boolean", "null", "object", "any"]
Path = tuple[str | None, ...]
"""A type's path in the data; None is any item of a list or value of a map."""

_WORDS = re.compile(r"[A-Za-z0-9]+")
_REMARKS = frozenset(("$ref", "description", "title", "examples", "$comment", "deprecated"))
"""Keywords that may stand beside a reference without changing it."""
_UNIONS = ("anyOf", "oneOf")
_FORMATS = {UNIX_SECONDS: "Unix time in seconds", "uri": "a URL", "date": "a date, as 2026-01-15"}


@dataclass(frozen=True, slots=True)
class Type:
    """What a value may be: any of the alternatives that are set.

    ``kinds`` are scalars (``object`` is one whose members the contract does not name), ``values``
    known values, ``item`` makes a list, ``entry`` a map from any text, ``name`` is a named object,
    ``others`` are further types.
    """

    kinds: tuple[Scalar, ...] = ()
    values: tuple[object, ...] = ()
    item: "Type | None" = None
    entry: "Type | None" = None
    name: str = ""
    others: tuple["Type", ...] = ()

    def every(self) -> Iterator["Type"]:
        """Yield this type and every type inside it."""
        yield self
        for inner in (self.item, self.entry, *self.others):
            if inner is not None:
                yield from inner.every()

    @property
    def holds_objects(self) -> bool:
        """Return True if there are named objects inside."""
        return any(one.name for one in self.every())


ANY = Type(kinds=("any",))


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
    """Return words as a class name: ``order_shipped``, ``items`` become ``OrderShippedItems``."""
    words = [word for part in (text, *rest) for word in _WORDS.findall(part)]
    name = "".join(word[:1].upper() + word[1:] for word in words) or "Data"
    return f"T{name}" if name[0].isdigit() else name


def objects_of(schema: Schema, name: str) -> tuple[ObjectType, ...]:
    """Return every object of a contract, those inside others first.

    A definition (``$defs``) that several places refer to is one object.
    """
    top = resolve_refs(schema) if "$ref" in schema else schema
    return tuple(_Namer(schema, name).objects(top, name, ()))


class _Namer:
    """Gives each object of a document a unique name."""

    def __init__(self, document: Schema, name: str) -> None:
        self.document = document
        self.name = name
        self.taken: set[str] = set()
        self.defined: dict[str, Type] = {}

    def objects(self, schema: Schema, name: str, path: Path) -> Iterator[ObjectType]:
        name = self._free(name)
        fields = []
        required = schema.get("required", ())
        for key, inner in schema.get("properties", {}).items():
            if inner is False:
                continue
            made, below = self._type(inner, class_name(name, key), (*path, key))
            yield from below
            fields.append(Field(key, made, key in required, self._doc(inner)))
        doc = str(schema.get("description") or schema.get("title") or _said(path) or name)
        yield ObjectType(name, tuple(fields), doc)

    def _doc(self, schema: Any) -> str:
        if not isinstance(schema, Mapping):
            return ""
        return doc_of(schema) or (self._doc(self._aim(schema)) if "$ref" in schema else "")

    def _aim(self, schema: Schema) -> Any:
        return resolve_pointer(self.document, schema["$ref"])[1]

    def _free(self, name: str) -> str:
        free, number = name, 2
        while free in self.taken:
            free, number = f"{name}{number}", number + 1
        self.taken.add(free)
        return free

    def _type(self, schema: Any, name: str, path: Path) -> tuple[Type, list[ObjectType]]:
        if not isinstance(schema, Mapping):
            return ANY, []
        if "$ref" in schema:
            return self._referred(schema, name, path)
        if "enum" in schema or "const" in schema:
            return Type(values=tuple(schema.get("enum", (schema.get("const"),)))), []
        kinds = _kinds(schema)
        union = next((schema[word] for word in _UNIONS if word in schema), ())
        if not kinds and union:
            return self._union(union, name, path)
        below: list[ObjectType] = []
        made = Type(kinds=tuple(one for one in kinds if one not in ("array", "object")))
        if "array" in kinds:
            item, below = self._type(schema.get("items"), f"{name}Item", (*path, None))
            made = replace(made, item=item)
        if "object" in kinds:
            made, inner = self._object(schema, made, name, path)
            below = [*below, *inner]
        return (made if kinds else ANY), below

    def _referred(self, schema: Schema, name: str, path: Path) -> tuple[Type, list[ObjectType]]:
        """Return the type of a reference's target, shared unless other keywords stand beside it."""
        reference, aim = str(schema["$ref"]), self._aim(schema)
        if not _REMARKS.issuperset(schema) and isinstance(aim, Mapping):
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            return self._type({**aim, **beside}, name, path)
        if reference in self.defined:
            return self.defined[reference], []
        own = class_name(self.name, reference.rpartition("/")[2])
        self.defined[reference], below = self._type(aim, own, path)
        return self.defined[reference], below

    def _object(
        self, schema: Schema, made: Type, name: str, path: Path
    ) -> tuple[Type, list[ObjectType]]:
        if schema.get("properties"):
            below = list(self.objects(schema, name, path))
            return replace(made, name=below[-1].name), below
        entry = schema.get("additionalProperties")
        if isinstance(entry, Mapping):
            inner, below = self._type(entry, f"{name}Entry", (*path, None))
            return replace(made, entry=inner), below
        return replace(made, kinds=(*made.kinds, "object")), []

    def _union(self, schemas: list[Any], name: str, path: Path) -> tuple[Type, list[ObjectType]]:
        found = [self._type(one, name, path) for one in schemas]
        first, *others = (one for one, _ in found)
        return replace(first, others=(*first.others, *others)), [
            one for _, below in found for one in below
        ]


def _kinds(schema: Schema) -> tuple[Any, ...]:
    """Return the types that a schema names, or that its keywords imply."""
    kind = schema.get("type", ())
    kinds = (kind,) if isinstance(kind, str) else tuple(kind)
    if not kinds and "properties" in schema:
        return ("object",)
    return ("array",) if not kinds and "items" in schema else kinds


def _said(path: Path) -> str:
    """Return the path of an object in words."""
    if not path:
        return ""
    *above, last = path
    written = "".join("[]" if step is None else f".{step}" for step in above).lstrip(".")
    if last is None:
        return f"Each of `{written}`"
    return f"The `{last}` of `{written}`" if written else f"The `{last}` of the message data"


def doc_of(schema: Schema) -> str:
    """Return the documentation of a value on one line."""
    parts = [" ".join(str(schema.get("description", "")).split()).rstrip(".")]
    if schema.get("format"):
        written = str(schema["format"])
        parts.append(_FORMATS.get(written, written))
    if "examples" in schema:
        parts.append("such as " + ", ".join(dict.fromkeys(map(str, schema["examples"]))))
    return "; ".join(part for part in parts if part)


def printable(text: str) -> str:
    """Return a text on one line, a space for each non-printable character."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
