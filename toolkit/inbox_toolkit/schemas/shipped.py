"""The schemas that ship with the package, and which documents plainly match one.

Every command reads a configuration, and nearly every one is sound. To load jsonschema-rs takes
longer than all else in a run that finds nothing changed, so it is only asked where in doubt.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_TYPES: Mapping[str, type] = {
    "array": list, "boolean": bool, "integer": int, "object": dict, "string": str,
}  # fmt: skip
_ANNOTATIONS = frozenset({"$schema", "$id", "title", "description"})


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """Return a schema that ships with the package, by its file name without the extension."""
    file = Path(__file__).with_name(f"{name}.schema.json")
    loaded: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def plainly_fits(schema: Mapping[str, Any], document: Any) -> bool:
    """Return True if a document matches a schema beyond doubt.

    False means that it does not match, or that only jsonschema-rs can tell: of the keywords, this
    knows those that the configuration's schema has.
    """
    return all(
        _keyword_fits(keyword, wanted, schema, document)
        for keyword, wanted in schema.items()
        if keyword not in _ANNOTATIONS
    )


def _keyword_fits(keyword: str, wanted: Any, schema: Mapping[str, Any], document: Any) -> bool:
    match keyword:
        case "type":
            return isinstance(wanted, str) and type(document) is _TYPES.get(wanted)
        case "enum":
            return type(document) is str and document in wanted
        case "minLength":
            return type(document) is str and len(document) >= wanted
        case "minimum":
            return type(document) is int and document >= wanted
        case "maximum":
            return type(document) is int and document <= wanted
        case "pattern":
            # within these, Python's expressions and Rust's mean the same
            is_simple = type(document) is str and document.isascii() and document.isprintable()
            return is_simple and re.search(wanted, document) is not None
        case "items":
            return type(document) is list and all(plainly_fits(wanted, one) for one in document)
        case "properties":
            return type(document) is dict and all(
                plainly_fits(wanted[key], value) for key, value in document.items() if key in wanted
            )
        case "additionalProperties":
            named = schema.get("properties", {})
            return type(document) is dict and all(
                wanted is not False and plainly_fits(wanted, value)
                for key, value in document.items()
                if key not in named
            )
        case _:
            return False
