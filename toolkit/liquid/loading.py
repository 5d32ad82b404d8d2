"""Makes a compiled template callable: its code object becomes a function, its filters are found."""

import marshal
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from toolkit.liquid.comparison import at_least, at_most, contains
from toolkit.liquid.filters.registry import lookup
from toolkit.liquid.loop_objects import LoopObject, opening
from toolkit.liquid.printing import above, below, passes, same, text_of
from toolkit.liquid.program import Program
from toolkit.liquid.rendered import item_place
from toolkit.liquid.values import (
    BLANK,
    EMPTY,
    MISSING,
    NIL,
    loosely_true,
    plain,
    to_list,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A template's function, ``t(run, print)``, and the functions of its filters by index."""

    function: Callable[..., object]
    filters: tuple[Callable[..., Any], ...]


def load(program: Program) -> Loaded:
    """Return a program's functions; the last few thousand are kept."""
    return _loaded(program.code, tuple(use.name for use in program.filters), program.version)


def _names(version: str) -> dict[str, object]:
    if version == "latest":
        return dict(NAMES)
    from toolkit.liquid.legacy.names import NAMES as LEGACY_NAMES  # few projects need them

    return {**NAMES, **LEGACY_NAMES}


@lru_cache(maxsize=4_096)
def _loaded(code: bytes, filters: tuple[str, ...], version: str) -> Loaded:
    function: CodeType = marshal.loads(code)  # noqa: S302 - code this toolkit compiled; the cache guards it
    return Loaded(
        FunctionType(function, _names(version)), tuple(_filter(name, version) for name in filters)
    )


def _filter(name: str, version: str) -> Callable[..., Any]:
    found = lookup(name, version)
    return found.function if found else _pass_on


def _pass_on(value: object, *_: object) -> object:
    """Stand for an unknown filter: the service passes its value on."""
    return value


def _list(value: object) -> list[object]:
    return value if type(value) is list else to_list(value)


def _place(place: object, turn: int, rest: str) -> str:
    return item_place(place, turn, rest)


def _cycled(value: object) -> str:
    """Return what ``cycle`` prints: nothing for what JavaScript holds for false, such as 0."""
    return text_of(value) if loosely_true(value) else ""


def _nothing(_: object) -> tuple[()]:
    return ()


NAMES: dict[str, object] = {
    "AND": lambda left, right: passes(left) and passes(right),
    "BLANK": BLANK,
    "CYCLED": _cycled,
    "EMPTY": EMPTY,
    "EQ": same,
    "GE": at_least,
    "GT": above,
    "HAS": contains,
    "INF": float("inf"),
    "LE": at_most,
    "LEFT": lambda left, right: left,  # noqa: ARG005 - both are evaluated, one counts
    "LIST": _list,
    "LOOP": LoopObject,
    "LT": below,
    "M": MISSING,
    "NE": lambda left, right: not same(left, right),
    "NIL": NIL,
    "NONE": _nothing,
    "NOT": lambda value: not passes(value),
    "ONE": (0,),
    "OR": lambda left, right: passes(left) or passes(right),
    "PLACE": _place,
    "PLAIN": plain,
    "ROW": opening,
    "T": passes,
    "X": text_of,
    "enumerate": enumerate,
    "len": len,
    "__builtins__": {},
}
"""All that generated code can reach, besides its run."""
