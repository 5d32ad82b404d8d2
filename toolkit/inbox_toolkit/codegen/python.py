"""Says a contract's types in Python: annotations, documentation, and the module around classes.

Gives members names that Python takes: ``two words`` is ``two_words``, ``class`` ``class_``.

Writes a contract's objects as ``TypedDict``: what is sent, as it is, a plain dict.
"""

import keyword
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from inbox_toolkit.codegen.model import Field, ObjectType, Type, printable

_SCALARS = {
    "string": "str", "number": "float", "integer": "int", "boolean": "bool", "null": "None",
    "object": "Mapping[str, object]", "any": "object",
}  # fmt: skip

_LARGEST = 2**53
"""Above it JavaScript, which renders the message, has no exact integers."""

_THIRD_PARTY = ("pydantic",)

_HEAD = '''"""{title}.

Written by `inbox types`; do not edit, run it again.
"""
# ruff: noqa
# fmt: off
'''

Import = tuple[str, str]
"""A module and a name it holds."""


@dataclass(frozen=True, slots=True)
class Code:
    """Top-level blocks of Python, and what they import."""

    blocks: tuple[str, ...]
    imports: frozenset[Import] = frozenset()

    def __add__(self, other: "Code") -> "Code":
        """Return this code followed by another."""
        return Code(self.blocks + other.blocks, self.imports | other.imports)


def module_text(code: Code, title: str) -> str:
    """Return a module's text; linters and formatters are told to leave it as it is."""
    groups = []
    for third_party in (False, True):
        chosen = sorted(one for one in code.imports if (one[0] in _THIRD_PARTY) is third_party)
        lines = [
            f"from {module} import {', '.join(sorted(name for _, name in names))}"
            for module, names in groupby(chosen, key=lambda one: one[0])
        ]
        groups += ["\n".join(lines)] if lines else []
    imports = "".join(f"\n{group}\n" for group in groups)
    return _HEAD.format(title=plain(title)) + imports + "\n\n" + "\n\n\n".join(code.blocks) + "\n"


def python_type(one: Type, *, number: str = "float") -> str:
    """Return the annotation of a type; ``number`` is how a number is called."""
    parts = list(_parts(one, number))
    return "object" if "object" in parts else " | ".join(dict.fromkeys(parts))


def _parts(one: Type, number: str) -> Iterator[str]:
    yield from (number if kind == "number" else _SCALARS[kind] for kind in one.kinds)
    yield from _known(one.values, number)
    if one.item is not None:
        yield f"list[{python_type(one.item, number=number)}]"
    if one.entry is not None:
        yield f"Mapping[str, {python_type(one.entry, number=number)}]"
    if one.name:
        yield one.name
    for other in one.others:
        yield from _parts(other, number)


def _known(values: tuple[object, ...], number: str) -> Iterator[str]:
    """Yield known values as a literal; structures have none, nor inexact numbers."""
    told = [value for value in values if _is_exact(value)]
    if any(isinstance(value, list | dict) for value in values):
        yield "object"
    if any(isinstance(value, int | float) and not _is_exact(value) for value in values):
        yield number
    if told:
        yield f"Literal[{', '.join(map(quoted, told))}]"


def _is_exact(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return not isinstance(value, float | list | dict)


def type_imports(objects: Iterable[ObjectType]) -> frozenset[Import]:
    """Return what the annotations of objects import."""
    every = [
        python_type(inner)
        for one in objects
        for member in one.fields
        for inner in member.type.every()
    ]
    wanted = (("typing", "Literal"), ("collections.abc", "Mapping"))
    return frozenset(
        one for one in wanted if any(part.startswith(f"{one[1]}[") for part in _split(every))
    )


def _split(annotations: Iterable[str]) -> Iterator[str]:
    for one in annotations:
        yield from (part.strip() for part in one.split(" | "))


def members(declared: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of members, (declaration, documentation): blank ones around documented."""
    was_documented = True
    for written, doc in declared:
        if was_documented or doc:
            yield ""
        yield f"    {written}"
        if doc:
            yield docstring(doc)
        was_documented = bool(doc)


def quoted(value: object) -> str:
    """Return a value as Python source, in double quotes where that takes no escape."""
    written = repr(value)
    is_simple = isinstance(value, str) and not {"'", '"'} & set(value)
    return f'"{written[1:-1]}"' if is_simple else written


def docstring(text: str, *, indent: str = "    ") -> str:
    """Return a documentation line as a statement."""
    return f'{indent}"""{plain(text)}."""'


def plain(text: str) -> str:
    """Return a text that can stand in a docstring or comment, without its last full stop."""
    return printable(text.replace("\\", "/").replace('"', "'")).rstrip(".")


_BUILT_IN = frozenset(
    ("bool", "classmethod", "cls", "dict", "float", "int", "list", "object", "self", "str")
)
"""Names that a generated class body uses: a member called so would hide them from the rest."""


def is_plain(key: str) -> bool:
    """Tell whether Python reads a key back as it stands, where it names a member of a class.

    Python takes identifiers to their NFKC form, and those that open with two underscores to
    others still.
    """
    return (
        key.isidentifier()
        and not keyword.iskeyword(key)
        and not key.startswith("__")
        and key not in _BUILT_IN
        and unicodedata.normalize("NFKC", key) == key
    )


def member_names(keys: Iterable[str], reserved: Container[str]) -> dict[str, str]:
    """Return an attribute's name for each key, no two alike and none of them reserved."""
    wanted = list(keys)
    free = [key for key in wanted if _fits(key, reserved)]
    names = {key: key for key in free}
    taken = set(free)
    for key in wanted:
        if key not in names:
            names[key] = _free(key, reserved, taken)
            taken.add(names[key])
    return names


def _fits(name: str, reserved: Container[str]) -> bool:
    return is_plain(name) and not name.startswith("_") and name not in reserved


def _free(key: str, reserved: Container[str], taken: Container[str]) -> str:
    normal = unicodedata.normalize("NFKC", key)
    # not `\w`: it takes numerals that no identifier may hold
    kept = "".join(sign if f"a{sign}".isidentifier() else " " for sign in normal)
    written = "_".join(kept.replace("_", " ").split()) or "member"
    written = written if written.isidentifier() else f"member_{written}"
    name = unicodedata.normalize("NFKC", written)
    while not _fits(name, reserved) or name in taken:
        name += "_"
    return name


def function_name(*words: str) -> str:
    """Return words as a function's name: ``send``, ``a/b-2`` become ``send_a_b_2``."""
    found = re.findall(r"[A-Za-z0-9]+", " ".join(words))
    return "_".join(word.lower() for word in found)


def typed_dicts(objects: tuple[ObjectType, ...]) -> Code:
    """Return a ``TypedDict`` for each object; mypy --strict takes it."""
    imports = {("typing", "TypedDict")}
    if not all(member.is_required for one in objects for member in one.fields):
        imports.add(("typing", "NotRequired"))
    return Code(tuple(map(_block, objects)), type_imports(objects) | imports)


def _block(one: ObjectType) -> str:
    """Return an object as a class; as a call where a key is no name that a class can hold."""
    if all(is_plain(member.key) for member in one.fields):
        lines = [f"class {one.name}(TypedDict):", docstring(one.doc)]
        declared = ((f"{member.key}: {_annotation(member)}", member.doc) for member in one.fields)
        return "\n".join([*lines, *members(declared)])
    inner = []
    for member in one.fields:
        inner += [f"        # {plain(member.doc)}"] if member.doc else []
        inner.append(f"        {quoted(member.key)}: {_annotation(member)},")
    body = "\n".join(inner)
    call = f"{one.name} = TypedDict(\n    {quoted(one.name)},\n    {{\n{body}\n    }},\n)"
    return f"{call}\n{docstring(one.doc, indent='')}"


def _annotation(member: Field) -> str:
    written = python_type(member.type)
    return written if member.is_required else f"NotRequired[{written}]"
