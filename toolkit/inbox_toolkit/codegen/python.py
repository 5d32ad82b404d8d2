"""Python source for a contract's types: annotations, docstrings, and the module around classes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from inbox_toolkit.codegen.model import ObjectType, Type, printable

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
"""A module and a name to import from it."""


@dataclass(frozen=True, slots=True)
class PythonCode:
    """Top-level blocks of Python, and their imports."""

    blocks: tuple[str, ...]
    imports: frozenset[Import] = frozenset()

    def __add__(self, other: "PythonCode") -> "PythonCode":
        """Return this code followed by another."""
        return PythonCode(self.blocks + other.blocks, self.imports | other.imports)


def module_text(code: PythonCode, title: str) -> str:
    """Return a module's text, marked for linters and formatters to skip."""
    groups = []
    for third_party in (False, True):
        chosen = sorted(one for one in code.imports if (one[0] in _THIRD_PARTY) is third_party)
        lines = [
            f"from {module} import {', '.join(sorted(name for _, name in names))}"
            for module, names in groupby(chosen, key=lambda one: one[0])
        ]
        groups += ["\n".join(lines)] if lines else []
    imports = "".join(f"\n{group}\n" for group in groups)
    return (
        _HEAD.format(title=docstring_text(title))
        + imports
        + "\n\n"
        + "\n\n\n".join(code.blocks)
        + "\n"
    )


def python_type(one: Type, *, number: str = "float") -> str:
    """Return the annotation of a type; ``number`` is the annotation of a number."""
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
    """Yield known values as a ``Literal``, except structures and inexact numbers."""
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
    """Return the imports of the annotations of objects."""
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
    """Yield the lines of (declaration, documentation) pairs, blank ones around documented pairs."""
    was_documented = True
    for written, doc in declared:
        if was_documented or doc:
            yield ""
        yield f"    {written}"
        if doc:
            yield docstring(doc)
        was_documented = bool(doc)


def quoted(value: object) -> str:
    """Return a value as Python source, in double quotes if that needs no escape."""
    written = repr(value)
    is_simple = isinstance(value, str) and not {"'", '"'} & set(value)
    return f'"{written[1:-1]}"' if is_simple else written


def docstring(text: str, *, indent: str = "    ") -> str:
    """Return a one-line docstring statement."""
    return f'{indent}"""{docstring_text(text)}."""'


def docstring_text(text: str) -> str:
    """Return a text that is safe in a docstring or comment, without its final period."""
    return printable(text.replace("\\", "/").replace('"', "'")).rstrip(".")
