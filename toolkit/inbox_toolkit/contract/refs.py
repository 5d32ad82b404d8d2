"""Follows the references inside one contract; what leads out of the file is never fetched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

Schema = dict[str, Any]
Pointer = tuple[str | int, ...]
"""Keys that lead from a document's root to a part of it."""

MAX_PARTS = 20_000
"""Parts of a contract once its references are filled in; more is refused, not waited for."""

_VALUE_KEYWORDS = frozenset({"const", "default", "enum", "examples"})
"""Keywords that hold values, not schemas: a ``$ref`` in one is a key like any other."""
_MAP_KEYWORDS = frozenset({"$defs", "dependentSchemas", "patternProperties", "properties"})
"""Keywords that hold schemas by names of people's own choosing."""


class InvalidRef(Exception):  # noqa: N818 - reading.py makes the error of it, with its place
    """Why a document is no contract, and the way to the part that is at fault."""

    def __init__(self, pointer: Pointer, message: str, remedy: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.message = message
        self.help = remedy


def resolve_pointer(document: Any, name: str) -> tuple[Pointer, Any]:
    """Return where a local reference such as ``#/$defs/name`` leads, and the schema there.

    Raises Unusable, without a way, where there is none.
    """
    here, pointer = document, list[str | int]()
    for step in name.removeprefix("#").split("/")[1:]:
        key = unquote(step).replace("~1", "/").replace("~0", "~")
        if isinstance(here, list) and key.isdigit() and int(key) < len(here):
            here = here[int(key)]
            pointer.append(int(key))
        else:
            here = here.get(key) if isinstance(here, Mapping) else None
            pointer.append(key)
    is_pointer = name == "#" or name.startswith("#/")
    if not is_pointer or not isinstance(here, Mapping | bool):
        raise InvalidRef((), f"`{name}` leads nowhere", "define it under `$defs`")
    return tuple(pointer), here


def resolve_refs(document: Mapping[str, Any]) -> Schema:
    """Return a schema with its references filled in; raises Unusable."""
    made: Schema = _Resolver(document).schema(document, (), ())
    return made


def pointer_to(document: Any, steps: Sequence[str | None], *, inside: bool = False) -> Pointer:
    """Return the way to what a contract says of a path of the data, as far as it says anything.

    A step is a member's name, or None for the items of a list. ``inside`` goes on to where a
    reference at the end leads.
    """
    pointer: Pointer = ()
    here = document
    for step in steps:
        pointer, here = _follow_chain(document, pointer, here)
        below: Pointer = ("items",) if step is None else ("properties", step)
        for key in below:
            here = here.get(key) if isinstance(here, Mapping) else None
        if here is None:
            return pointer
        pointer += below
    return _follow_chain(document, pointer, here)[0] if inside else pointer


def iter_refs(part: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield each reference in a document with its way, as often as it stands there."""
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
    """Return what a reference at a way leads to, as ``resolve_pointer`` does.

    Raises Unusable, with that way, for one that leads out of the file or nowhere.
    """
    if not name.startswith("#"):
        raise InvalidRef(
            pointer,
            f"`{pointer[-1]}` leads out of the file to `{name}`, and nothing is fetched",
            "copy that schema under `$defs` and refer to `#/$defs/NAME`",
        )
    try:
        return resolve_pointer(document, name)
    except InvalidRef as error:
        raise InvalidRef(pointer, error.message, error.help) from None


def _follow_chain(document: Any, pointer: Pointer, here: Any) -> tuple[Pointer, Any]:
    """Go where a reference leads, and on where another follows; the document has no circles."""
    while isinstance(here, Mapping) and isinstance(here.get("$ref"), str):
        if not {"items", "properties"}.isdisjoint(here):
            break  # what stands beside a reference is said here
        pointer, here = resolve_pointer(document, here["$ref"])
    return pointer, here


class _Resolver:
    """Fills in references, inside one document."""

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
                f"`{name}` refers to itself: a recursive contract has no end",
                "write out as many levels as a message has",
            )
        found = self.schema(target, target_pointer, (*seen_refs, name))
        rest = {key: value for key, value in part.items() if key != "$ref"}
        if not isinstance(found, Mapping):
            return found
        return {**found, **self.schema(rest, pointer, seen_refs)}
