"""Merge a newly inferred contract into the file that people edit."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from inbox_toolkit.contract.refs import iter_refs, resolve_pointer
from inbox_toolkit.project.project import contract_names
from inbox_toolkit.template.template import Template

Schema = Mapping[str, Any]

_INFERRED = frozenset(
    {
        "$schema",
        "additionalProperties",
        "items",
        "minItems",
        "properties",
        "required",
        "title",
        "type",
    }
)
"""Keywords that are inferred each time; all others survive."""

_ANNOTATIONS = frozenset({"$schema", "examples", "format", "title"})
"""Inferred keywords that do not restrict the data."""

_DEFINED = "#/$defs/"
_ROUNDS = 8
"""How many levels of definitions, each referring to the next, a change is carried through."""


def contract_name(template: Template, of: str = "message_data") -> str:
    """Return the file of a template's contract, relative to the project."""
    base = template.file.removesuffix(template.file.rpartition("/")[2])
    name = f"{base}{template.name.rpartition('/')[2]}"
    return contract_names(name)[of]


def contract_text(schema: Schema) -> str:
    """Return the text of a contract's file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def merge(old: Schema, new: Schema) -> dict[str, Any]:
    """Return the new contract with what people added to the old one; both are documents.

    Descriptions, formats, limits, values, definitions and references to them survive where the
    template still reads the path; a type that was narrowed stays narrow. What is required follows
    the template alone. Where the template has outgrown a definition in the same way wherever it
    is referred to, the definition follows; a place that differs from the others is written out.
    """
    keeper = _Merger(old)
    for _ in range(_ROUNDS):
        merged = keeper.merged(old, new)
        if not keeper.settle():
            break
    definitions = {**old.get("$defs", {}), **keeper.settled}
    return {key: definitions if key == "$defs" else value for key, value in merged.items()}


def without_annotations(schema: Any) -> Any:
    """Return a schema without the keywords that do not restrict the data."""
    if not isinstance(schema, Mapping):
        return schema
    return {
        key: {name: without_annotations(one) for name, one in value.items()}
        if key == "properties"
        else without_annotations(value)
        for key, value in schema.items()
        if key not in _ANNOTATIONS
    }


class _Merger:
    """Merges one document, in rounds: each learns what every definition should become."""

    def __init__(self, document: Schema) -> None:
        self.document = document
        self.written = Counter(name for _, name in iter_refs(document))
        self.wishes: dict[str, dict[int, Schema]] = {}
        self.settled: dict[str, Schema] = {}

    def settle(self) -> bool:
        """Change each definition whose references all ask for the same; return True if any did."""
        before, self.settled = self.settled, {}
        for name, wishes in self.wishes.items():
            first, *others = wishes.values()
            is_agreed = all(one == first for one in others) and self.written[name] == len(wishes)
            if is_agreed and name.startswith(_DEFINED):
                self.settled[name.removeprefix(_DEFINED)] = first
        self.wishes = {}
        return self.settled != before

    def merged(self, old: Schema, new: Schema) -> dict[str, Any]:
        """Return a new schema with what people added to the old one at the same place."""
        if isinstance(old.get("$ref"), str):
            return self._referring(old, new)
        made = dict(new)
        made |= {
            key: value for key, value in old.items() if key not in _INFERRED and key != "allOf"
        }
        if "type" in old:
            made["type"] = _narrower_type(old["type"], new.get("type"))
        if "enum" in made:
            made.pop("examples", None)
        if old.get("minItems", 0) > new.get("minItems", 0):
            made["minItems"] = old["minItems"]
        if isinstance(old.get("allOf"), list):
            added = [one for one in old["allOf"] if not _is_inferred(one)]
            if added:
                made["allOf"] = [*new.get("allOf", ()), *added]
        self._below(old, new, made)
        return made

    def _below(self, old: Schema, new: Schema, made: dict[str, Any]) -> None:
        if "items" in new and isinstance(old.get("items"), Mapping):
            made["items"] = self.merged(old["items"], new["items"])
        elif "items" in old and "array" in _types(made.get("type")):
            made["items"] = new.get("items", old["items"])
        entry = old.get("additionalProperties")
        if isinstance(entry, Mapping) and isinstance(new.get("additionalProperties"), Mapping):
            made["additionalProperties"] = self.merged(entry, new["additionalProperties"])
        elif entry is not None:
            made["additionalProperties"] = entry
        if "properties" in new:
            before = old.get("properties", {})
            made["properties"] = {
                name: self.merged(before[name], inner)
                if isinstance(before.get(name), Mapping)
                else inner
                for name, inner in new["properties"].items()
            }
        elif "title" not in new and "object" in _types(made.get("type")):
            # Below the root, a template that names no member takes the object whole: what it is
            # made of is up to its author.
            made |= {key: old[key] for key in ("properties", "required") if key in old}

    def _referring(self, old: Schema, new: Schema) -> dict[str, Any]:
        """Keep a reference if its target is, or becomes, what the template needs."""
        name = str(old["$ref"])
        _, target = resolve_pointer(self.document, name)
        target = target if isinstance(target, Mapping) else {}
        beside = {key: value for key, value in old.items() if key != "$ref"}
        wanted = self.merged(target, new)
        if without_annotations(wanted) == without_annotations(target):
            wanted = dict(target)
        if not _INFERRED.isdisjoint(beside):
            return self.merged({**target, **beside}, new)
        self.wishes.setdefault(name, {})[id(old)] = wanted
        definition = self.settled.get(name.removeprefix(_DEFINED), target)
        return dict(old) if wanted == definition else {**wanted, **beside}


def _is_inferred(part: Any) -> bool:
    """Return True if a part of ``allOf`` has the form that inference gives a condition."""
    while isinstance(part, Mapping) and len(part) == 1:
        (key, inner), *_ = part.items()
        if key == "items":
            part = inner
        elif key == "properties" and isinstance(inner, Mapping) and len(inner) == 1:
            (part,) = inner.values()
        else:
            return False
    return isinstance(part, Mapping) and set(part) == {"if", "then"}


def _types(kind: object) -> frozenset[str]:
    return frozenset((kind,) if isinstance(kind, str) else kind if isinstance(kind, list) else ())


def _narrower_type(old: Any, new: Any) -> Any:
    """Return the old type if it allows less than the new one, otherwise the new one."""
    if new is None:
        return old
    before, now = _types(old), _types(new)
    widened = frozenset("number" if one == "integer" else one for one in before)
    is_narrower = before != now and widened <= now
    return old if is_narrower else new
