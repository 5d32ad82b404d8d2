"""Follows the references inside one contract; what leads out of the file is never fetched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

Schema = dict[str, Any]
Way = tuple[str | int, ...]
"""Keys that lead from a document's root to a part of it."""

MAX_PARTS = 20_000
"""Parts of a contract once its references are filled in; more is refused, not waited for."""

_PLAIN = frozenset({"const", "default", "enum", "examples"})
"""Keywords that hold values, not schemas: a ``$ref`` in one is a key like any other."""
_NAMED = frozenset({"$defs", "dependentSchemas", "patternProperties", "properties"})
"""Keywords that hold schemas by names of people's own choosing."""


class Unusable(Exception):  # noqa: N818 - reading.py makes the error of it, with its place
    """Why a document is no contract, and the way to the part that is at fault."""

    def __init__(self, way: Way, message: str, remedy: str) -> None:
        super().__init__(message)
        self.way = way
        self.message = message
        self.help = remedy


def target(document: Any, name: str) -> tuple[Way, Any]:
    """Return where a local reference such as ``#/$defs/name`` leads, and the schema there.

    Raises Unusable, without a way, where there is none.
    """
    here, way = document, list[str | int]()
    for step in name.removeprefix("#").split("/")[1:]:
        key = unquote(step).replace("~1", "/").replace("~0", "~")
        if isinstance(here, list) and key.isdigit() and int(key) < len(here):
            here = here[int(key)]
            way.append(int(key))
        else:
            here = here.get(key) if isinstance(here, Mapping) else None
            way.append(key)
    is_pointer = name == "#" or name.startswith("#/")
    if not is_pointer or not isinstance(here, Mapping | bool):
        raise Unusable((), f"`{name}` leads nowhere", "define it under `$defs`")
    return tuple(way), here


def filled(document: Mapping[str, Any]) -> Schema:
    """Return a schema with its references filled in; raises Unusable."""
    made: Schema = _Filler(document).schema(document, (), ())
    return made


def written(document: Any, steps: Sequence[str | None], *, inside: bool = False) -> Way:
    """Return the way to what a contract says of a path of the data, as far as it says anything.

    A step is a member's name, or None for the items of a list. ``inside`` goes on to where a
    reference at the end leads.
    """
    way: Way = ()
    here = document
    for step in steps:
        way, here = _resting(document, way, here)
        below: Way = ("items",) if step is None else ("properties", step)
        for key in below:
            here = here.get(key) if isinstance(here, Mapping) else None
        if here is None:
            return way
        way += below
    return _resting(document, way, here)[0] if inside else way


def references(part: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Yield each reference in a document with its way, as often as it stands there."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("$ref", "$dynamicRef") and isinstance(value, str):
                yield (*way, key), value
            elif key in _NAMED and isinstance(value, Mapping):
                for name, inner in value.items():
                    yield from references(inner, (*way, key, name))
            elif key not in _PLAIN:
                yield from references(value, (*way, key))
    elif isinstance(part, list):
        for number, item in enumerate(part):
            yield from references(item, (*way, number))


def followed(document: Any, way: Way, name: str) -> tuple[Way, Any]:
    """Return what a reference at a way leads to, as ``target`` does.

    Raises Unusable, with that way, for one that leads out of the file or nowhere.
    """
    if not name.startswith("#"):
        raise Unusable(
            way,
            f"`{way[-1]}` leads out of the file to `{name}`, and nothing is fetched",
            "copy that schema under `$defs` and refer to `#/$defs/NAME`",
        )
    try:
        return target(document, name)
    except Unusable as error:
        raise Unusable(way, error.message, error.help) from None


def _resting(document: Any, way: Way, here: Any) -> tuple[Way, Any]:
    """Go where a reference leads, and on where another follows; the document has no circles."""
    while isinstance(here, Mapping) and isinstance(here.get("$ref"), str):
        if not {"items", "properties"}.isdisjoint(here):
            break  # what stands beside a reference is said here
        way, here = target(document, here["$ref"])
    return way, here


class _Filler:
    """Fills in references, inside one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.count = 0

    def schema(self, part: Any, way: Way, open_refs: tuple[str, ...]) -> Any:
        self._counted(way)
        if isinstance(part, list):
            return [self.schema(one, (*way, n), open_refs) for n, one in enumerate(part)]
        if not isinstance(part, Mapping):
            return part
        if isinstance(part.get("$ref"), str):
            return self._reference(part, way, open_refs)
        if "$dynamicRef" in part:
            raise Unusable((*way, "$dynamicRef"), "`$dynamicRef` is not supported", "use `$ref`")
        return {
            key: self._inside(key, value, (*way, key), open_refs)
            for key, value in part.items()
            if key != "$defs"
        }

    def _inside(self, key: str, value: Any, way: Way, open_refs: tuple[str, ...]) -> Any:
        if key in _PLAIN:
            return value
        if key in _NAMED and isinstance(value, Mapping):
            return {name: self.schema(one, (*way, name), open_refs) for name, one in value.items()}
        return self.schema(value, way, open_refs)

    def _counted(self, way: Way) -> None:
        self.count += 1
        if self.count > MAX_PARTS:
            raise Unusable(way, "the contract is too large", "use fewer references")

    def _reference(self, part: Mapping[str, Any], way: Way, open_refs: tuple[str, ...]) -> Any:
        name, at = str(part["$ref"]), (*way, "$ref")
        aim_way, aim = followed(self.document, at, name)
        if name in open_refs:
            raise Unusable(
                at,
                f"`{name}` refers to itself: a recursive contract has no end",
                "write out as many levels as a message has",
            )
        found = self.schema(aim, aim_way, (*open_refs, name))
        rest = {key: value for key, value in part.items() if key != "$ref"}
        if not isinstance(found, Mapping):
            return found
        return {**found, **self.schema(rest, way, open_refs)}
