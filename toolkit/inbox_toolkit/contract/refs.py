"""Resolve ``$ref`` inside one contract; nothing outside the file is ever fetched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from inbox_toolkit.text.digits import parse_digits

Schema = dict[str, Any]
Pointer = tuple[str | int, ...]
"""The keys from a document's root to a part of it (a JSON Pointer, decoded)."""

MAX_PARTS = 20_000
"""Limit on the parts of a contract with its references resolved; larger ones are refused."""

_VALUE_KEYWORDS = frozenset({"const", "default", "enum", "examples"})
"""Keywords that hold values, not schemas: a ``$ref`` inside is an ordinary key."""
_MAP_KEYWORDS = frozenset({"$defs", "dependentSchemas", "patternProperties", "properties"})
"""Keywords that hold schemas under names of the author's choosing."""


class InvalidRef(Exception):  # noqa: N818 - contract_file.py turns it into an error with a place
    """Why a document cannot be used as a contract, and the pointer to the part at fault."""

    def __init__(self, pointer: Pointer, message: str, hint: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.message = message
        self.help = hint


def resolve_pointer(document: Any, name: str) -> tuple[Pointer, Any]:
    """Return the pointer and the schema that a local reference such as ``#/$defs/name`` leads to.

    Raises InvalidRef, without a pointer, if there is none.
    """
    here, pointer = document, list[str | int]()
    for step in name.removeprefix("#").split("/")[1:]:
        key = unquote(step).replace("~1", "/").replace("~0", "~")
        index = parse_digits(key)
        if isinstance(here, list) and index is not None and index < len(here):
            here = here[index]
            pointer.append(index)
        else:
            here = here.get(key) if isinstance(here, Mapping) else None
            pointer.append(key)
    is_pointer = name == "#" or name.startswith("#/")
    if not is_pointer or not isinstance(here, Mapping | bool):
        raise InvalidRef((), f"`{name}` does not exist", "define it under `$defs`")
    return tuple(pointer), here


def resolve_refs(document: Mapping[str, Any]) -> Schema:
    """Return a schema with every reference replaced by its target; raises InvalidRef."""
    made: Schema = _Resolver(document).schema(document, (), ())
    return made


def pointer_to(document: Any, steps: Sequence[str | None], *, inside: bool = False) -> Pointer:
    """Return the pointer to the schema of a path of the data, or to the nearest one above it.

    A step is a member's name, or None for the items of a list. ``inside`` follows a reference at
    the end.
    """
    pointer: Pointer = ()
    here = document
    for step in steps:
        pointer, here = _follow_chain(document, pointer, here)
        below: Pointer = ("properties", step) if step is not None else ("items",)
        if step is None and isinstance(here, Mapping) and "items" not in here:
            below = ("additionalProperties",)
        for key in below:
            here = here.get(key) if isinstance(here, Mapping) else None
        if here is None:
            return pointer
        pointer += below
    return _follow_chain(document, pointer, here)[0] if inside else pointer


def iter_refs(part: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield each reference in a document with its pointer, repeated ones each time."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("$ref", "$dynamicRef") and isinstance(value, str):
                yield (*pointer, key), value
            elif key in _MAP_KEYWORDS and isinstance(value, Mapping):
                for name, inner in value.items():
                    yield from iter_refs(inner, (*pointer, key, name))
            elif key not in _VALUE_KEYWORDS:
                yield from iter_refs(value, (*pointer, key))
    elif isinstance(part, list):
        for number, item in enumerate(part):
            yield from iter_refs(item, (*pointer, number))


def follow_ref(document: Any, pointer: Pointer, name: str) -> tuple[Pointer, Any]:
    """Return what the reference at a pointer leads to, as ``resolve_pointer`` does.

    Raises InvalidRef, with that pointer, if it leads out of the file or nowhere.
    """
    if not name.startswith("#"):
        raise InvalidRef(
            pointer,
            f"`{pointer[-1]}` refers to `{name}` outside the file, and nothing is fetched",
            "copy that schema under `$defs` and refer to `#/$defs/NAME`",
        )
    try:
        return resolve_pointer(document, name)
    except InvalidRef as error:
        raise InvalidRef(pointer, error.message, error.help) from None


def _follow_chain(document: Any, pointer: Pointer, here: Any) -> tuple[Pointer, Any]:
    """Follow a reference, and any that it leads to; the document has no cycles."""
    while isinstance(here, Mapping) and isinstance(here.get("$ref"), str):
        if not {"items", "properties"}.isdisjoint(here):
            break  # keywords beside a reference are written here
        pointer, here = resolve_pointer(document, here["$ref"])
    return pointer, here


class _Resolver:
    """Replaces references by their targets, inside one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.count = 0

    def schema(self, part: Any, pointer: Pointer, seen_refs: tuple[str, ...]) -> Any:
        self._counted(pointer)
        if isinstance(part, list):
            return [self.schema(one, (*pointer, n), seen_refs) for n, one in enumerate(part)]
        if not isinstance(part, Mapping):
            return part
        if isinstance(part.get("$ref"), str):
            return self._reference(part, pointer, seen_refs)
        if "$dynamicRef" in part:
            raise InvalidRef(
                (*pointer, "$dynamicRef"), "`$dynamicRef` is not supported", "use `$ref`"
            )
        return {
            key: self._inside(key, value, (*pointer, key), seen_refs)
            for key, value in part.items()
            if key != "$defs"
        }

    def _inside(self, key: str, value: Any, pointer: Pointer, seen_refs: tuple[str, ...]) -> Any:
        if key in _VALUE_KEYWORDS:
            return value
        if key in _MAP_KEYWORDS and isinstance(value, Mapping):
            return {
                name: self.schema(one, (*pointer, name), seen_refs) for name, one in value.items()
            }
        return self.schema(value, pointer, seen_refs)

    def _counted(self, pointer: Pointer) -> None:
        self.count += 1
        if self.count > MAX_PARTS:
            raise InvalidRef(pointer, "the contract is too large", "use fewer references")

    def _reference(
        self, part: Mapping[str, Any], pointer: Pointer, seen_refs: tuple[str, ...]
    ) -> Any:
        name, at = str(part["$ref"]), (*pointer, "$ref")
        target_pointer, target = follow_ref(self.document, at, name)
        if name in seen_refs:
            raise InvalidRef(
                at,
                f"`{name}` refers to itself: a contract cannot be recursive",
                "write out as many levels as a message has",
            )
        found = self.schema(target, target_pointer, (*seen_refs, name))
        rest = {key: value for key, value in part.items() if key != "$ref"}
        if not isinstance(found, Mapping):
            return found
        return {**found, **self.schema(rest, pointer, seen_refs)}
