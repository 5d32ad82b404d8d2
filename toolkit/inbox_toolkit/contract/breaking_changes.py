"""Find what a contract refuses that an earlier one allowed: what breaks senders."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from inbox_toolkit.contract.drift import Path, path_text, required_paths, types_text

Schema = Mapping[str, Any]

_ALL = ("array", "boolean", "null", "number", "object", "string")
_FLOORS = {
    "exclusiveMinimum": -inf, "minItems": 0, "minLength": 0, "minProperties": 0, "minimum": -inf,
}  # fmt: skip
_CEILINGS = ("exclusiveMaximum", "maxItems", "maxLength", "maxProperties", "maximum")
"""Limits; the lower ones with the value that applies if none is given."""
_OPAQUE = (
    "anyOf", "dependentRequired", "else", "if", "multipleOf", "not", "oneOf", "pattern",
    "patternProperties", "propertyNames", "then", "uniqueItems",
)  # fmt: skip
"""Keywords any change of which may refuse something; what exactly cannot be told."""


@dataclass(frozen=True, slots=True)
class BreakingChange:
    """One refusal: the ``path`` of the data, and the ``keyword`` there that refuses it."""

    path: Path
    keyword: str
    message: str


def breaking_changes(root: str, old: Schema, new: Schema) -> list[BreakingChange]:
    """Return what the new contract of ``trigger`` or ``customer`` refuses and the old one did not.

    References must be resolved. A new member that need not be sent breaks nobody.
    """
    return list(_between(root, (), old, new))


def _between(root: str, path: Path, old: Schema, new: Schema) -> Iterator[BreakingChange]:
    name = f"`{path_text(root, path)}`"
    lost = _kinds(old) - _kinds(new)
    if lost and path:  # the data as a whole is an object anyway
        before, now = types_text(old), types_text(new)
        yield BreakingChange(path, "type", f"{name} must be {now} now, it could be {before}")
    yield from _values(path, name, old, new)
    yield from _limits(path, name, old, new)
    yield from _members(root, path, old, new)
    yield from _conditions(root, path, old, new)
    for below in ("items", "additionalProperties"):
        earlier = old.get(below)
        if isinstance(new.get(below), Mapping):
            earlier = earlier if isinstance(earlier, Mapping) else {}
            yield from _between(root, (*path, None), earlier, new[below])


def _kinds(schema: Schema) -> frozenset[str]:
    """Return the types allowed, integer and number told apart."""
    said = schema.get("type", _ALL)
    names = {said} if isinstance(said, str) else set(said)
    return frozenset(names | ({"integer"} if "number" in names else set()))


def _values(path: Path, name: str, old: Schema, new: Schema) -> Iterator[BreakingChange]:
    now, before = _named_values(new), _named_values(old)
    word = "const" if "const" in new else "enum"
    if now is None:
        return
    if before is None:
        yield BreakingChange(path, word, f"{name} must be {_listed(now)} now, it could be anything")
    elif gone := [one for one in before if one not in now]:
        yield BreakingChange(path, word, f"{name} can no longer be {_listed(gone)}")


def _named_values(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    return list(schema["enum"]) if "enum" in schema else None


def _listed(values: list[Any]) -> str:
    return " or ".join(f"`{json.dumps(one, ensure_ascii=False)}`" for one in values)


def _limits(path: Path, name: str, old: Schema, new: Schema) -> Iterator[BreakingChange]:
    for word, value in new.items():
        before = old.get(word, _FLOORS.get(word))
        was = f"it was {before}" if word in old else "there was no such limit"
        if (word in _FLOORS and value > before) or (
            word in _CEILINGS and (before is None or value < before)
        ):
            yield BreakingChange(path, word, f"`{word}` of {name} is {value} now, {was}")
        elif word in _OPAQUE and value != before:
            yield BreakingChange(
                path, word, f"`{word}` of {name} has changed: what was fine may be refused"
            )


def _members(root: str, path: Path, old: Schema, new: Schema) -> Iterator[BreakingChange]:
    before, now = old.get("properties", {}), new.get("properties", {})
    for key in new.get("required", ()):
        if key not in old.get("required", ()):
            was = "it was optional" if key in before else "nothing asked for it"
            here = (*path, key)
            yield BreakingChange(here, "", f"`{path_text(root, here)}` must be sent now, {was}")
    is_closed = new.get("additionalProperties") is False
    if is_closed and old.get("additionalProperties") is not False:
        said = f"`{path_text(root, path)}` can have no other members now"
        yield BreakingChange(path, "additionalProperties", said)
    for key, inner in before.items():
        here = (*path, key)
        is_gone = now.get(key) is False or (is_closed and key not in now)
        if is_gone and inner is not False:
            yield BreakingChange(here, "", f"`{path_text(root, here)}` can no longer be sent")
        elif isinstance(inner, Mapping) and isinstance(now.get(key), Mapping):
            yield from _between(root, here, inner, now[key])


def _conditions(root: str, path: Path, old: Schema, new: Schema) -> Iterator[BreakingChange]:
    for part in new.get("allOf", ()):
        if part in old.get("allOf", ()):
            continue
        found = [target for target in required_paths(part) if not _is_required(old, target)]
        for target in found:
            said = f"`{path_text(root, (*path, *target))}` must be sent under a new condition"
            yield BreakingChange((*path, *target), "", said)


def _is_required(schema: Schema, path: Path) -> bool:
    """Return True if a path is already required wherever its parent is present."""
    for step in path[:-1]:
        inner = schema.get("items") if step is None else schema.get("properties", {}).get(step)
        if not isinstance(inner, Mapping):
            return False
        schema = inner
    return path[-1] in schema.get("required", ())
