"""A contract's objects as ``TypedDict`` classes: message data stays a plain dict."""

from inbox_toolkit.codegen.model import Field, ObjectType
from inbox_toolkit.codegen.python import (
    PythonCode,
    docstring,
    docstring_text,
    members,
    python_type,
    quoted,
    type_imports,
)
from inbox_toolkit.codegen.python_names import is_attribute_name


def typed_dicts(objects: tuple[ObjectType, ...]) -> PythonCode:
    """Return a ``TypedDict`` for each object; mypy --strict takes it."""
    imports = {("typing", "TypedDict")}
    if not all(member.is_required for one in objects for member in one.fields):
        imports.add(("typing", "NotRequired"))
    return PythonCode(tuple(map(_block, objects)), type_imports(objects) | imports)


def _block(one: ObjectType) -> str:
    """Return an object as a class, or as a call if some key is not a valid attribute name."""
    if all(is_attribute_name(member.key) for member in one.fields):
        lines = [f"class {one.name}(TypedDict):", docstring(one.doc)]
        declared = ((f"{member.key}: {_annotation(member)}", member.doc) for member in one.fields)
        return "\n".join([*lines, *members(declared)])
    inner = []
    for member in one.fields:
        inner += [f"        # {docstring_text(member.doc)}"] if member.doc else []
        inner.append(f"        {quoted(member.key)}: {_annotation(member)},")
    body = "\n".join(inner)
    call = f"{one.name} = TypedDict(\n    {quoted(one.name)},\n    {{\n{body}\n    }},\n)"
    return f"{call}\n{docstring(one.doc, indent='')}"


def _annotation(member: Field) -> str:
    written = python_type(member.type)
    return written if member.is_required else f"NotRequired[{written}]"
