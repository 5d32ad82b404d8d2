"""Reads a contract that people may have edited, and refuses one that cannot be used as it stands.

References are resolved inside the file only: nothing is ever fetched. A recursive contract is
refused, for neither data nor types without end can be made of it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.errors import ProjectError
from toolkit.project.files import read_source
from toolkit.schemas.checking import schema_problem
from toolkit.text.json_reader import read_json
from toolkit.text.source import Source

Schema = dict[str, Any]
Way = tuple[str | int, ...]

_PAIRS = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
_MOST_PARTS = 20_000
"""Parts of a contract once its references are filled in; more is refused, not waited for."""


def read_contract(path: Path, name: str) -> Schema | None:
    """Return the schema in a contract file with its references filled in; None without a file.

    Raises ProjectError, with the line, for what is no schema, refers elsewhere, is recursive or
    contradicts itself.
    """
    if not path.is_file():
        return None
    source = read_source(path, name)
    reading = read_json(source.text)
    if reading.problems or reading.root is None:
        first = reading.problems[0]
        line = source.position(first.span.start).line
        raise ProjectError(f"{name}:{line}: {first.message}", help=first.help)
    return checked(reading.root.plain(), source)


def checked(document: object, source: Source) -> Schema:
    """Return a document as a usable schema, references filled in; raises ProjectError."""
    problem = schema_problem(document)
    if problem is not None or not isinstance(document, dict):
        path, message = (problem.path, problem.message) if problem else ((), "it is not an object")
        raise _refusal(source, path, f"no JSON Schema: {message}", problem.help if problem else "")
    filled: Schema = _Filler(document, source).schema(document, (), ())
    for at, part in _parts(filled, ()):
        why = _contradiction(part)
        if why:
            raise _refusal(
                source, at, f"nothing can fit this contract: {why}", "mend one of the two"
            )
    return filled


def _refusal(source: Source, path: Way, message: str, remedy: str) -> ProjectError:
    root = read_json(source.text).root
    span = root.at(path).handle if root else None
    where = f":{source.position(span.start).line}" if span else ""
    return ProjectError(f"{source.name}{where}: {message}", help=remedy or "mend the contract")


class _Filler:
    """Fills in references, inside one document."""

    def __init__(self, document: Mapping[str, Any], source: Source) -> None:
        self.document = document
        self.source = source
        self.count = 0

    def schema(self, part: Any, at: Way, open_refs: tuple[str, ...]) -> Any:
        self.count += 1
        if self.count > _MOST_PARTS:
            raise _refusal(self.source, at, "the contract is too large", "use fewer references")
        if isinstance(part, list):
            return [self.schema(one, (*at, n), open_refs) for n, one in enumerate(part)]
        if not isinstance(part, dict):
            return part
        if isinstance(part.get("$ref"), str):
            return self._reference(part, at, open_refs)
        if "$dynamicRef" in part:
            raise _refusal(self.source, at, "`$dynamicRef` is not supported", "use `$ref`")
        return {
            key: value if key in ("enum", "const", "default", "examples")
            else self.schema(value, (*at, key), open_refs)
            for key, value in part.items()
            if key != "$defs"
        }  # fmt: skip

    def _reference(self, part: Mapping[str, Any], at: Way, open_refs: tuple[str, ...]) -> Any:
        name = str(part["$ref"])
        if not name.startswith("#"):
            raise _refusal(
                self.source, (*at, "$ref"),
                f"`$ref` leads out of the file to `{name}`, and nothing is fetched",
                "copy that schema under `$defs` and refer to `#/$defs/NAME`",
            )  # fmt: skip
        if name in open_refs:
            raise _refusal(
                self.source, (*at, "$ref"),
                f"`{name}` refers to itself: a recursive contract has no end",
                "write out as many levels as a message has",
            )  # fmt: skip
        target: Any = self.document
        for step in name.removeprefix("#").split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            target = target.get(key) if isinstance(target, dict) else None
        if not isinstance(target, dict | bool):
            raise _refusal(
                self.source, (*at, "$ref"), f"`{name}` leads nowhere", "define it under `$defs`"
            )
        found = self.schema(target, at, (*open_refs, name))
        rest = {key: value for key, value in part.items() if key != "$ref"}
        beside = self.schema(rest, at, open_refs)
        return {**found, **beside} if isinstance(found, dict) else found


def _parts(schema: Any, at: Way) -> Iterator[tuple[Way, Schema]]:
    """Yield each schema in a schema with its path, outermost first."""
    if not isinstance(schema, dict):
        return
    yield at, schema
    for key in ("items", "additionalProperties"):
        yield from _parts(schema.get(key), (*at, key))
    for name, inner in schema.get("properties", {}).items():
        yield from _parts(inner, (*at, "properties", name))
    for number, inner in enumerate(schema.get("allOf", ())):
        yield from _parts(inner, (*at, "allOf", number))


def _contradiction(schema: Schema) -> str:
    for low, high in _PAIRS:
        if low in schema and high in schema and schema[low] > schema[high]:
            return f"`{low}` {schema[low]} is more than `{high}` {schema[high]}"
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if properties.get(name) is False:
            return f"`{name}` is required, and no value is allowed for it"
        if schema.get("additionalProperties") is False and name not in properties:
            return f"`{name}` is required, and not among the properties that are allowed"
    values = schema.get("enum")
    kind = schema.get("type")
    if values is not None and kind is not None:
        kinds = (kind,) if isinstance(kind, str) else kind
        if not any(_is_kind(value, kinds) for value in values):
            return "no value of `enum` has the `type`"
    return ""


_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,), "number": (int, float), "integer": (int,), "boolean": (bool,),
    "array": (list,), "object": (dict,), "null": (type(None),),
}  # fmt: skip


def _is_kind(value: object, kinds: tuple[str, ...] | list[str]) -> bool:
    if isinstance(value, bool):
        return "boolean" in kinds
    return any(isinstance(value, _KINDS.get(kind, ())) for kind in kinds)
