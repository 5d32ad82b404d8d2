"""Writes a contract as TypeScript: one interface for each object."""

import json
import re

from toolkit.contract.typenames import Field, ObjectType, Type

_SCALARS = {
    "string": "string", "number": "number", "integer": "number", "boolean": "boolean",
    "null": "null", "any": "unknown",
}  # fmt: skip

_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def typescript_module(objects: tuple[ObjectType, ...], title: str) -> str:
    """Return a module with all objects; tsc --strict takes it."""
    head = f"/** {_plain(title)}. Written by `inbox types`; do not edit, run it again. */\n"
    return head + "\n" + "\n\n".join(_interface(one) for one in objects) + "\n"


def _interface(one: ObjectType) -> str:
    lines = [f"/** {_plain(one.doc)} */"] if one.doc else []
    lines.append(f"export interface {one.name} {{")
    for member in one.fields:
        lines += [f"  /** {_plain(member.doc)} */"] if member.doc else []
        lines.append(f"  {_key(member)}: {typescript_type(member.type)};")
    return "\n".join([*lines, "}"])


def _key(member: Field) -> str:
    name = member.key if _NAME.fullmatch(member.key) else json.dumps(member.key)
    return name if member.is_required else f"{name}?"


def typescript_type(one: Type) -> str:
    """Return the annotation of a type."""
    parts = [_SCALARS[kind] for kind in one.kinds]
    if any(isinstance(value, list | dict) for value in one.values):
        return "unknown"
    parts += [json.dumps(value) for value in one.values]
    if one.item is not None:
        inner = typescript_type(one.item)
        parts.append(f"({inner})[]" if "|" in inner else f"{inner}[]")
    if one.name:
        parts.append(one.name)
    return "unknown" if "unknown" in parts else " | ".join(dict.fromkeys(parts))


def _plain(text: str) -> str:
    return " ".join(text.replace("*/", "* /").split())
