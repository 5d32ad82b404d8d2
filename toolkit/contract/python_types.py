"""Writes a contract as Python: one ``TypedDict`` for each object."""

import keyword

from toolkit.contract.typenames import Field, ObjectType, Type

_SCALARS = {
    "string": "str", "number": "float", "integer": "int", "boolean": "bool", "null": "None",
    "any": "object",
}  # fmt: skip

_NOTICE = "Written by `inbox types`; do not edit, run it again."


def python_module(objects: tuple[ObjectType, ...], title: str) -> str:
    """Return a module with all objects; mypy --strict takes it."""
    body = "\n\n\n".join(_class(one) for one in objects)
    names = [
        name
        for name in ("Literal", "NotRequired", "TypedDict")
        if f"{name}[" in body or f"{name})" in body or f"{name}(" in body
    ]
    doc = f'"""{_plain(title)}.\n\n{_NOTICE}\n"""'
    return f"{doc}\n\nfrom typing import {', '.join(names)}\n\n\n{body}\n"


def _class(one: ObjectType) -> str:
    doc = f'"""{_plain(one.doc or one.name)}."""'
    if any(not _is_name(member.key) for member in one.fields):
        lines = [
            f"{_comment(member)}    {member.key!r}: {_member(member)}," for member in one.fields
        ]
        inner = "\n".join(lines)
        return f"{one.name} = TypedDict(\n    {one.name!r},\n    {{\n{inner}\n    }},\n)\n{doc}"
    lines = [f"{_comment(member)}    {member.key}: {_member(member)}" for member in one.fields]
    return "\n".join(
        [f"class {one.name}(TypedDict):", f"    {doc}", *(["", *lines] if lines else [])]
    )


def _is_name(key: str) -> bool:
    return key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")


def _comment(member: Field) -> str:
    return f"    # {_plain(member.doc)}\n" if member.doc else ""


def _member(member: Field) -> str:
    written = python_type(member.type)
    return written if member.is_required else f"NotRequired[{written}]"


def python_type(one: Type) -> str:
    """Return the annotation of a type."""
    parts = [_SCALARS[kind] for kind in one.kinds]
    if one.values:
        known = [value for value in one.values if not isinstance(value, float)]
        if len(known) < len(one.values) or any(isinstance(v, list | dict) for v in known):
            return "object"
        parts.append(f"Literal[{', '.join(repr(value) for value in known)}]")
    if one.item is not None:
        parts.append(f"list[{python_type(one.item)}]")
    if one.name:
        parts.append(one.name)
    return "object" if "object" in parts else " | ".join(dict.fromkeys(parts))


def _plain(text: str) -> str:
    """Return a text that can stand in a docstring or comment."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split())
