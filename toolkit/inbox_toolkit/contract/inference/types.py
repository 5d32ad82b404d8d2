"""The JSON Schema of a shape: what its uses expect, and what the fixtures show."""

from typing import Any

from inbox_toolkit.contract.inference.shape import Shape

Schema = dict[str, Any]

SCALARS = ("string", "number", "boolean")
MEASURED = ("array", "string")
"""Types that have a size."""

_NAMES = {
    bool: "boolean", str: "string", list: "array", dict: "object", type(None): "null",
    int: "number", float: "number",
}  # fmt: skip
_ORDER = ("object", "array", "string", "number", "boolean", "null")
UNIX_SECONDS = "unix-seconds"
"""The ``format`` of a date: the service stores dates as Unix seconds only."""


def schema_of(shape: Shape) -> Schema:
    """Return the schema of the value at a shape, with everything below it."""
    types = _types(shape)
    schema: Schema = {}
    if types:
        schema["type"] = types[0] if len(types) == 1 else list(types)
    if any(use.kind == "moment" for use in shape.uses) and "number" in types:
        schema["format"] = UNIX_SECONDS
    schema |= _values(shape, types)
    if "array" in types:
        inner = schema_of(shape.item) if shape.item else _shown_items(shape)
        if inner:
            schema["items"] = inner
        if shape.least:
            schema["minItems"] = shape.least
    if shape.members:
        schema["properties"] = {name: schema_of(one) for name, one in shape.members.items()}
        needed = [name for name, one in shape.members.items() if one.is_required]
        if needed:
            schema["required"] = needed
    if shape.entry is not None and (entry := schema_of(shape.entry)):
        schema["additionalProperties"] = entry
    return schema


def _shown_items(shape: Shape) -> Schema:
    """Return the type that fixtures show for items that the template uses as they are."""
    items = [item for one in shape.shown if isinstance(one, list) for item in one]
    names = {_NAMES[type(item)] for item in items}
    return {"type": names.pop()} if len(names) == 1 and not names & {"object", "array"} else {}


def _types(shape: Shape) -> tuple[str, ...]:
    wanted = _used_types(shape)
    shown = {_NAMES[type(value)] for value in shape.shown}
    if not wanted:
        found = shown if shown - {"null"} else set()
    elif wanted in (set(SCALARS), set(MEASURED)) and shown & wanted:
        found = shown
    else:
        found = wanted | shown
    return tuple(name for name in _ORDER if name in found)


def _used_types(shape: Shape) -> set[str]:
    if shape.as_member is not None:
        return {"object"}
    kinds = {use.kind for use in shape.uses}
    if shape.as_list is not None or "list" in kinds:
        return {"array"}
    found = set()
    if "text" in kinds:
        found.add("string")
    if kinds & {"number", "moment"}:
        found.add("number")
    if "boolean" in kinds:
        found.add("boolean")
    if found and shape.path[0] == "customer" and "number" in found:
        found.add("string")  # the service may keep any attribute as text
    if not found and (shape.is_measured or "sized" in kinds):
        return set(MEASURED)
    if not found and "printed" in kinds:
        return set(SCALARS)
    return found


def _values(shape: Shape, types: tuple[str, ...]) -> Schema:
    """Return the values that a template distinguishes: all that are allowed, or examples."""
    telling = [use for use in shape.uses if use.kind == "text" or use.word == "case"]
    observed = [value for use in telling for value in use.values]
    if not observed or not types:
        return {}
    values = list(dict.fromkeys(observed))
    closed = all(use.is_closed for use in telling if use.values) and not (
        {use.kind for use in shape.uses} & {"printed"}
    )
    shown = [one for one in shape.shown if not isinstance(one, list | dict)]
    if closed and all(one in values for one in shown):
        return {"enum": values}
    return {"examples": values}
