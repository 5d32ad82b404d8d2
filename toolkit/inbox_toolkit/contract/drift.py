"""Compare a contract file with what is inferred today, path by path of the data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.analysis.data_path import Element, steps_text
from inbox_toolkit.contract.inference.shape import Key
from inbox_toolkit.contract.merge import without_annotations
from inbox_toolkit.schemas.checking import KINDS
from inbox_toolkit.text.quantity import quantity

Schema = Mapping[str, Any]
Path = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: the ``path`` of the data, and where the contract says so.

    That is the ``keyword`` (``""`` for the key itself) of the schema of the path ``holder``.
    """

    path: Path
    holder: Path
    keyword: str
    message: str


def find_drift(root: str, old: Schema, new: Schema) -> list[Drift]:
    """Return the changes that turn a contract of ``trigger`` or ``customer`` into the new one.

    References must be resolved. Annotations (titles, examples) do not count.
    """
    return list(_between(root, (), without_annotations(old), without_annotations(new)))


def path_text(root: str, path: Path) -> str:
    """Return a path as people write it: ``trigger.items[].name``."""
    return steps_text((root, *(Element(None) if step is None else step for step in path)))


def types_text(schema: Schema) -> str:
    """Return the types that a schema allows, in words."""
    said = schema.get("type")
    if said is None:
        return "anything"
    return " or ".join(KINDS[one] for one in ([said] if isinstance(said, str) else said))


def required_paths(part: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the paths that a condition (a part of ``allOf``) requires."""
    if not isinstance(part, Mapping):
        return
    yield from ((*at, name) for name in part.get("required", ()))
    for name, inner in part.get("properties", {}).items():
        yield from required_paths(inner, (*at, name))
    yield from required_paths(part.get("items"), (*at, None))
    yield from required_paths(part.get("then"), at)


def _between(root: str, path: Path, old: Schema, new: Schema) -> Iterator[Drift]:
    name = path_text(root, path)
    if _types(old) != _types(new):
        message = f"the template takes `{name}` as {types_text(new)}, the contract says"
        yield Drift(path, path, "type", f"{message} {types_text(old)}")
    if old.get("minItems", 0) != new.get("minItems", 0):
        least = new.get("minItems", 0)
        items = f"{quantity(least, 'item')}"
        yield Drift(path, path, "minItems", f"the template needs {items} in `{name}`")
    if old.get("enum") != new.get("enum") and "enum" in new:
        values = ", ".join(f"`{one}`" for one in new["enum"])
        said = f"the template prints nothing for a `{name}` other than {values}"
        yield Drift(path, path, "", said)
    yield from _members(root, path, old, new)
    yield from _conditions(root, path, old, new)
    for below in ("items", "additionalProperties"):
        if isinstance(new.get(below), Mapping):
            before = old.get(below)
            before = before if isinstance(before, Mapping) else {}
            yield from _between(root, (*path, None), before, new[below])


def _members(root: str, path: Path, old: Schema, new: Schema) -> Iterator[Drift]:
    before, now = old.get("properties", {}), new.get("properties", {})
    needed, need = old.get("required", ()), new.get("required", ())
    for key, inner in now.items():
        here = (*path, key)
        name = path_text(root, here)
        if key not in before:
            word = "needs" if key in need else "reads"
            said = f"the template {word} `{name}`, which the contract lacks"
            yield Drift(here, path, "properties", said)
            continue
        if key in need and key not in needed:
            said = f"the template needs `{name}`, the contract leaves it optional"
            yield Drift(here, here, "", said)
        elif key in needed and key not in need:
            said = f"the contract requires `{name}`, the template can do without"
            yield Drift(here, here, "", said)
        if isinstance(before[key], Mapping) and isinstance(inner, Mapping):
            yield from _between(root, here, before[key], inner)
    for key in (one for one in before if one not in now):
        here = (*path, key)
        yield Drift(here, here, "", f"the template no longer reads `{path_text(root, here)}`")


def _conditions(root: str, path: Path, old: Schema, new: Schema) -> Iterator[Drift]:
    before, now = old.get("allOf", []), new.get("allOf", [])
    for one in now:
        if one not in before:
            for target in required_paths(one):
                here = (*path, *target)
                said = f"the template needs `{path_text(root, here)}` under a condition"
                yield Drift(here, path, "allOf", f"{said} that the contract does not state")
    for one in before:
        if one not in now:
            for target in required_paths(one):
                here = (*path, *target)
                said = f"the contract requires `{path_text(root, here)}` under a condition"
                yield Drift(here, path, "allOf", f"{said} that the template no longer has")


def _types(schema: Schema) -> Sequence[str]:
    said = schema.get("type")
    return sorted([said] if isinstance(said, str) else said or ())
