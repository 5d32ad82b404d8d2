"""A contract as TypeScript: one interface for each object."""

import json
import re
from collections.abc import Iterator

from inbox_toolkit.codegen.model import Field, ObjectType, Type, printable

_SCALARS = {
    "string": "string", "number": "number", "integer": "number", "boolean": "boolean",
    "null": "null", "object": "{ [key: string]: unknown }", "any": "unknown",
}  # fmt: skip

_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def typescript_module(
    objects: tuple[ObjectType, ...], title: str, sending: tuple[str, str] = ("", "")
) -> str:
    """Return a module with all objects; tsc --strict takes it.

    ``sending`` is the imports and the source of the send function.
    """
    imports, function = sending
    head = f"/** {comment_text(title)}. Written by `inbox types`; do not edit, run it again. */"
    blocks = (head, imports, *map(_interface, objects), function)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _interface(one: ObjectType) -> str:
    lines = [f"/** {comment_text(one.doc)}. */"] if one.doc else []
    lines.append(f"export interface {one.name} {{")
    for member in one.fields:
        lines += [f"  /** {comment_text(member.doc)}. */"] if member.doc else []
        lines.append(f"  {_key(member)}: {typescript_type(member.type)};")
    return "\n".join([*lines, "}"])


def _key(member: Field) -> str:
    name = member.key if _NAME.fullmatch(member.key) else quoted(member.key)
    return name if member.is_required else f"{name}?"


def typescript_type(one: Type) -> str:
    """Return the annotation of a type."""
    parts = list(_parts(one))
    return "unknown" if "unknown" in parts else " | ".join(dict.fromkeys(parts))


def _parts(one: Type) -> Iterator[str]:
    yield from (_SCALARS[kind] for kind in one.kinds)
    for value in one.values:
        yield "unknown" if isinstance(value, list | dict) else quoted(value)
    if one.item is not None:
        inner = typescript_type(one.item)
        yield f"({inner})[]" if "|" in inner else f"{inner}[]"
    if one.entry is not None:
        yield f"{{ [key: string]: {typescript_type(one.entry)} }}"
    if one.name:
        yield one.name
    for other in one.others:
        yield from _parts(other)


def quoted(value: object) -> str:
    """Return a value as TypeScript source, escaped if it has non-printable characters."""
    return json.dumps(value, ensure_ascii=not (isinstance(value, str) and value.isprintable()))


def comment_text(text: str) -> str:
    """Return a text that is safe in a comment, without its final period."""
    return printable(text.replace("*/", "* /")).rstrip(".")
