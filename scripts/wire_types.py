"""Write the TypeScript types of what servers and page exchange, or check that they are fresh.

    python -m scripts.wire_types            # write toolkit/page/src/wire.ts
    python -m scripts.wire_types --check    # exit 1 if it differs

The types are those that the operations, events and documents of both servers lead to.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from inspect import cleandoc
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from inbox_toolkit.preview import wire as preview
from inbox_toolkit.sandbox import wire as sandbox
from inbox_toolkit.web import wire as web
from inbox_toolkit.web.wire import Absent, Operation, camel_case

FILE = Path(__file__).resolve().parents[1] / "toolkit" / "page" / "src" / "wire.ts"
HEAD = """\
// What the servers and the page exchange. Made by `python -m scripts.wire_types` from the
// `wire.py` modules of the Python package; change it there.

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
"""
SCALARS = {str: "string", int: "number", float: "number", bool: "boolean", object: "Json"}
WORDS = {"None": "null", "True": "true", "False": "false"}
LINE = 100  # columns, after which a union is broken into lines


def main() -> int:
    text = typescript()
    if "--check" not in sys.argv:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if FILE.is_file() and FILE.read_text(encoding="utf-8") == text:
        return 0
    print("toolkit/page/src/wire.ts is not fresh: run `make docs-fresh`", file=sys.stderr)
    return 1


def typescript() -> str:
    """Return the whole module."""
    names = _aliases(web, preview, sandbox)
    writer = _Writer(names, _answered(preview, sandbox))
    tables = [
        *_operations("PreviewApi", "Every request of the preview's page.", preview, writer),
        *_operations("SandboxApi", "Every request of the emulator's page.", sandbox, writer),
        *_events("PreviewEvents", "What the preview pushes, by the event's name.", preview, writer),
        *_events("SandboxEvents", "What the emulator pushes.", sandbox, writer),
    ]
    for one in (*preview.DOCUMENTS, *sandbox.DOCUMENTS):
        writer.type_of(one)
    return "\n".join([HEAD, *writer.declarations(), *tables])


def _aliases(*modules: ModuleType) -> dict[Any, str]:
    """Return the names of the modules' own unions of words."""
    return {
        value: name
        for module in modules
        for name, value in vars(module).items()
        if get_origin(value) is Literal
    }


class _Writer:
    """Collects the types that are asked for, with all that they lead to."""

    def __init__(self, aliases: Mapping[Any, str], answered: frozenset[type]) -> None:
        self._aliases = aliases
        self._answered = answered
        self._kinds: dict[str, type] = {}
        self._texts: dict[str, str] = {}

    def declarations(self) -> list[str]:
        """Return every type found, by name."""
        return [self._texts[name] for name in sorted(self._texts)]

    def type_of(self, wanted: Any) -> str:
        """Return how a Python type is written in TypeScript."""
        if wanted in SCALARS:
            return SCALARS[wanted]
        if wanted in (None, NoneType):
            return "null"
        if isinstance(wanted, type) and is_dataclass(wanted):
            return self._interface(wanted)
        return self._composed(wanted)

    def _composed(self, wanted: Any) -> str:
        origin, options = get_origin(wanted), get_args(wanted)
        if origin is Literal:
            return self._union_of_words(wanted)
        if origin is tuple:
            inner = self.type_of(options[0])
            return f"readonly ({inner})[]" if " | " in inner else f"readonly {inner}[]"
        if origin in (UnionType, Union):
            return " | ".join(self.type_of(one) for one in options if one is not Absent)
        if origin is not None and issubclass(origin, Mapping):
            return f"Readonly<Record<string, {self.type_of(options[1])}>>"
        raise TypeError(f"{wanted} has no form in TypeScript")

    def _union_of_words(self, wanted: Any) -> str:
        words = " | ".join(f'"{one}"' for one in get_args(wanted))
        name = self._aliases.get(wanted)
        if name is None:
            return words
        text = f"export type {name} = {words};\n"
        if len(text) > LINE:
            text = "".join(
                [f"export type {name} =", *(f'\n  | "{one}"' for one in get_args(wanted)), ";\n"]
            )
        self._texts[name] = text
        return name

    def _interface(self, kind: type) -> str:
        name = kind.__name__
        if self._kinds.setdefault(name, kind) is not kind:
            raise TypeError(f"two types are called {name}")
        if name not in self._texts:
            self._texts[name] = ""  # it may lead to itself
            self._texts[name] = "".join(self._members(name, kind))
        return name

    def _members(self, name: str, kind: type) -> Iterator[str]:
        yield _comment(kind.__doc__ or "")
        yield f"export interface {name} {{\n"
        hints = get_type_hints(kind)
        for one in fields(kind):
            wanted = hints[one.name]
            optional = "?" if self._is_optional(kind, one, wanted) else ""
            yield f"  readonly {camel_case(one.name)}{optional}: {self.type_of(wanted)};\n"
        yield "}\n"

    def _is_optional(self, kind: type, member: "Field[Any]", wanted: Any) -> bool:
        """Return True if a document may lack a member: a page need not send what has a default."""
        if Absent in get_args(wanted):
            return True
        return kind not in self._answered and member.default is not MISSING


def _answered(*modules: ModuleType) -> frozenset[type]:
    """Return all that servers send: their own documents have every member."""
    found: set[type] = set()
    waiting: list[Any] = []
    for module in modules:
        waiting += [one.response for one in module.OPERATIONS]
        waiting += [*module.EVENTS.values(), *module.DOCUMENTS]
    while waiting:
        one = waiting.pop()
        waiting += get_args(one)
        if isinstance(one, type) and is_dataclass(one) and one not in found:
            found.add(one)
            waiting += get_type_hints(one).values()
    return frozenset(found)


def _comment(docstring: str) -> str:
    text = cleandoc(docstring).replace("``", "`")
    for python, word in WORDS.items():
        text = re.sub(rf"\b{python}\b", word, text)
    lines = text.splitlines()
    if len(lines) == 1:
        return f"/** {lines[0]} */\n"
    return "".join(["/**\n", *(f" * {line}".rstrip() + "\n" for line in lines), " */\n"])


def _operations(name: str, what: str, module: ModuleType, writer: _Writer) -> Iterator[str]:
    rows = []
    for one in module.OPERATIONS:
        rows.append(f'  readonly "{one.method} {one.path}": {{\n')
        rows.append(f"    readonly request: {writer.type_of(one.request)};\n")
        rows.append(f"    readonly response: {_response(one, writer)};\n  }};\n")
    yield f"{_comment(what)}export interface {name} {{\n{''.join(rows)}}}\n"


def _response(one: Operation, writer: _Writer) -> str:
    response = writer.type_of(one.response)
    return f"AsyncIterable<{response}>" if one.streams else response


def _events(name: str, what: str, module: ModuleType, writer: _Writer) -> Iterator[str]:
    rows = "".join(
        f"  readonly {event}: {writer.type_of(kind)};\n" for event, kind in module.EVENTS.items()
    )
    yield f"{_comment(what)}export interface {name} {{\n{rows}}}\n"


if __name__ == "__main__":
    sys.exit(main())
