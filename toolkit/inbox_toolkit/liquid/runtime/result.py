"""What rendering gives: the text, every read with its value, the branches taken, what failed."""

from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.javascript.values import MISSING, array_join, js_string, unwrap
from inbox_toolkit.text.span import Span

NO_REF = -1
"""The ``ref`` of a read by an expression that a filter was given as text."""

RawRead = tuple[Any, ...]
"""A read as a render records it, cheapest first; ``ref`` is an index into ``Program.variables``:
``(ref, value)`` where the path is as written; ``(ref, value, list_path, index)`` a member of a
loop's item; ``(ref, value, list_path, index, keys)`` with computed keys; ``(ref, value, keys)``
from the data."""

ReadGroup = tuple[RawRead, ...]

ListPath = str | tuple[str, int, int]
"""The path of a loop's list; for a part of it, with the first item's index and the step."""


@dataclass(frozen=True, slots=True)
class Read:
    """One read of a variable; ``path`` is resolved: ``trigger.items[2].price``."""

    ref: int
    path: str
    value: object
    missing: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the service would fail the delivery, in its words; ``path`` is what has no value.

    ``help`` says what to do about it, or is empty.
    """

    message: str
    span: Span
    path: str | None
    help: str = ""


@dataclass(frozen=True, slots=True)
class OutputMapping:
    """The node at ``span`` printed the characters ``start`` to ``end`` of the text."""

    start: int
    end: int
    span: Span


class RenderedText(NamedTuple):
    """What a template and its data became; ``text`` leaves out what failed.

    ``read_groups`` are the reads in order. Renders that share a fragment share its group, as one
    object, so that whoever looks at the reads of many renders can look at each group once.
    """

    text: str
    taken_branches: frozenset[int]
    failures: tuple[Failure, ...]
    output_map: tuple[OutputMapping, ...]
    used_clock: bool
    used_random: bool
    program: Program
    read_groups: tuple[ReadGroup, ...]

    @property
    def raw_reads(self) -> tuple[RawRead, ...]:
        """Every read in order, as recorded."""
        return tuple(chain.from_iterable(self.read_groups))

    @property
    def reads(self) -> tuple[Read, ...]:
        """Every read in order; made on demand, as most renders are only asked for their text."""
        return tuple(_read(self.program, raw) for raw in self.raw_reads)


def _read(program: Program, raw: RawRead) -> Read:
    ref, value = raw[0], raw[1]
    return Read(ref, read_path(program, raw), None if value is MISSING else value, value is MISSING)


def read_path(program: Program, raw: RawRead) -> str:
    """Return the resolved path of a read."""
    ref: int = raw[0]
    match raw:
        case (_, _):
            return program.variables[ref].path
        case (_, _, str() as path):
            return path
        case (_, _, "", *_):  # an item of a range or a text is not part of the data
            return program.variables[ref].path
        case (_, _, tuple() as keys):
            return path_text(keys)
        case (_, _, list_path, int() as index, tuple() as keys):
            return item_path(list_path, index) + path_text(keys, is_rest=True)
        case (_, _, list_path, int() as index):
            names = program.variables[ref].path.partition(".")[2]
            return f"{item_path(list_path, index)}.{names}"
        case _:
            raise ValueError(raw)


def item_path(list_path: object, index: int, rest: str = "") -> str:
    """Return the path of the item of a round, and of ``rest`` below it."""
    if isinstance(list_path, tuple):
        list_path, first, step = list_path
        index = first + step * index
    return f"{list_path}[{index}]{rest}"


def path_text(keys: tuple[object, ...], *, is_rest: bool = False) -> str:
    """Return keys as a path: ``a.b[0]['c d']``."""
    parts: list[str] = []
    for key in keys:
        if isinstance(key, str) and key.replace("_", "a").replace("-", "a").isalnum():
            parts.append(f".{key}" if parts or is_rest else key)
        elif isinstance(key, str):
            parts.append(f"[{key!r}]")
        else:
            parts.append(f"[{js_string(unwrap(key))}]")
    return "".join(parts)


def message_path(keys: tuple[object, ...]) -> str:
    """Return keys as liquidjs names them in its message: all joined with dots."""
    return array_join(keys, ".")
