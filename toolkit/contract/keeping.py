"""Keeps a contract beside its template: where it is, what of an old one survives, its text."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from toolkit.project.project import CONTRACT_ENDING
from toolkit.template.template import Template

Schema = Mapping[str, Any]

_OURS = frozenset(
    {"$schema", "allOf", "items", "minItems", "properties", "required", "title", "type"}
)
"""Keywords that are inferred anew each time; all others that people write survive."""


def contract_name(template: Template, of: str = "message_data") -> str:
    """Return the file a template's contract is kept in, relative to the project."""
    folder = PurePosixPath(template.file).parent
    stem = PurePosixPath(template.name).name
    part = "" if of == "message_data" else f".{of}"
    return str(folder / f"{stem}{part}{CONTRACT_ENDING}")


def contract_text(schema: Schema) -> str:
    """Return the text of a contract's file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def kept(old: Schema, new: Schema) -> dict[str, Any]:
    """Return the new contract with what people added to the old one.

    Descriptions, formats, limits and values survive where the template still reads the path; a
    type that was narrowed stays narrow. What is required follows the template alone.
    """
    merged = dict(new)
    for key, value in old.items():
        if key not in _OURS:
            merged[key] = value
    if "type" in old:
        merged["type"] = _narrower(old["type"], new.get("type"))
    if "enum" in merged:
        merged.pop("examples", None)
    if old.get("minItems", 0) > new.get("minItems", 0):
        merged["minItems"] = old["minItems"]
    if "items" in new and isinstance(old.get("items"), Mapping):
        merged["items"] = kept(old["items"], new["items"])
    elif "items" in old and "array" in _types(merged.get("type")):
        merged["items"] = new.get("items", old["items"])
    if "properties" in new:
        before = old.get("properties", {})
        merged["properties"] = {
            name: kept(before[name], inner) if isinstance(before.get(name), Mapping) else inner
            for name, inner in new["properties"].items()
        }
    return merged


def _types(kind: object) -> frozenset[str]:
    return frozenset((kind,) if isinstance(kind, str) else kind if isinstance(kind, list) else ())


def _narrower(old: Any, new: Any) -> Any:
    """Return the old type where it allows less than the new one, the new one otherwise."""
    return old if new is None or _types(old) < _types(new) else new
