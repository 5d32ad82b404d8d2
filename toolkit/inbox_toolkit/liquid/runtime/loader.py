"""Makes a compiled template callable: its code object becomes a function, its filters are found."""

import marshal
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any
from weakref import WeakKeyDictionary

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.filters.registry import lookup
from inbox_toolkit.liquid.javascript.comparison import at_least, at_most, contains
from inbox_toolkit.liquid.javascript.values import (
    BLANK,
    EMPTY,
    MISSING,
    NIL,
    js_truthy,
    to_enumerable,
    unwrap,
)
from inbox_toolkit.liquid.runtime.drops import LoopObject, opening
from inbox_toolkit.liquid.runtime.fast_paths import (
    greater_than_fast,
    is_truthy_fast,
    less_than_fast,
    liquid_equals_fast,
    to_text_fast,
)
from inbox_toolkit.liquid.runtime.result import item_path


@dataclass(frozen=True, slots=True)
class Loaded:
    """A template's function, ``t(run, print)``, its filters' functions and its sites' names."""

    function: Callable[..., object]
    filters: tuple[Callable[..., Any], ...]
    names: tuple[tuple[str, ...], ...]


def load(program: Program) -> Loaded:
    """Return a program's functions; they are kept as long as the program is."""
    found = _LOADED.get(program)
    if found is None:
        code: CodeType = marshal.loads(program.code)  # noqa: S302 - made here; the cache guards it
        found = _LOADED[program] = Loaded(
            FunctionType(code, _names(program.version)),
            tuple([_filter(use.name, program.version) for use in program.filters]),
            tuple([ref.names for ref in program.variables]),
        )
    return found


_LOADED: WeakKeyDictionary[Program, Loaded] = WeakKeyDictionary()


def _names(version: str) -> dict[str, object]:
    if version == "latest":
        return dict(NAMES)
    from inbox_toolkit.liquid.legacy.operators import (
        NAMES as LEGACY_NAMES,  # few projects need them
    )

    return {**NAMES, **LEGACY_NAMES}


def _filter(name: str, version: str) -> Callable[..., Any]:
    found = lookup(name, version)
    return found.function if found else _pass_on


def _pass_on(value: object, *_: object) -> object:
    """Stand for an unknown filter: the service passes its value on."""
    return value


def _list(value: object) -> list[object]:
    return value if type(value) is list else to_enumerable(value)


def _place(place: object, turn: int, rest: str) -> str:
    return item_path(place, turn, rest)


def _cycled(value: object) -> str:
    """Return what ``cycle`` prints: nothing for what JavaScript holds for false, such as 0."""
    return to_text_fast(value) if js_truthy(value) else ""


def _nothing(_: object) -> tuple[()]:
    return ()


NAMES: dict[str, object] = {
    "AND": lambda left, right: is_truthy_fast(left) and is_truthy_fast(right),
    "BLANK": BLANK,
    "CYCLED": _cycled,
    "EMPTY": EMPTY,
    "EQ": liquid_equals_fast,
    "GE": at_least,
    "GT": greater_than_fast,
    "HAS": contains,
    "INF": float("inf"),
    "LE": at_most,
    "LEFT": lambda left, right: left,  # noqa: ARG005 - both are evaluated, one counts
    "LIST": _list,
    "LOOP": LoopObject,
    "LT": less_than_fast,
    "M": MISSING,
    "NE": lambda left, right: not liquid_equals_fast(left, right),
    "NIL": NIL,
    "NONE": _nothing,
    "NOT": lambda value: not is_truthy_fast(value),
    "ONE": (0,),
    "OR": lambda left, right: is_truthy_fast(left) or is_truthy_fast(right),
    "PLACE": _place,
    "PLAIN": unwrap,
    "ROW": opening,
    "T": is_truthy_fast,
    "X": to_text_fast,
    "enumerate": enumerate,
    "len": len,
    "__builtins__": {},
}
"""All that generated code can reach, besides its run."""
