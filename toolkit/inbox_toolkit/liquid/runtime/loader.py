"""Loads a compiled template: its code object becomes a function, its filters are looked up."""

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
    get_property,
    js_truthy,
    to_enumerable,
    unwrap,
)
from inbox_toolkit.liquid.runtime.drops import LoopDrop, open_cell
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
    """A template's function ``template(context, emit)`` and what a render of it needs."""

    function: Callable[..., object]
    filters: tuple[Callable[..., Any], ...]
    names: tuple[tuple[str, ...], ...]
    """The names of each of its variables, as the short reads look them up."""

    get_property: Callable[[object, object], object]


def load(program: Program) -> Loaded:
    """Return a program's functions; they are kept as long as the program is."""
    found = _LOADED.get(program)
    if found is None:
        code: CodeType = marshal.loads(program.code)  # noqa: S302 - made here; the cache guards it
        reachable, property_getter = _dialect(program.version)
        found = _LOADED[program] = Loaded(
            FunctionType(code, reachable),
            tuple([_filter(use.name, program.version) for use in program.filters]),
            tuple([variable.names for variable in program.variables]),
            property_getter,
        )
    return found


_LOADED: WeakKeyDictionary[Program, Loaded] = WeakKeyDictionary()


def _dialect(version: str) -> tuple[dict[str, object], Callable[[object, object], object]]:
    """Return what generated code can reach in a version of Liquid, and how it reads a member."""
    if version == "latest":
        return dict(GLOBALS), get_property
    from inbox_toolkit.liquid.legacy import operators, values  # few projects need them

    return {**GLOBALS, **operators.GLOBALS}, values.get_property


def _filter(name: str, version: str) -> Callable[..., Any]:
    found = lookup(name, version)
    return found.function if found else _pass_on


def _pass_on(value: object, *_: object) -> object:
    """Stand for an unknown filter: the service passes its value on."""
    return value


def _to_items(value: object) -> list[object]:
    return value if type(value) is list else to_enumerable(value)


def _cycle_text(value: object) -> str:
    """Return what ``cycle`` prints: nothing for what JavaScript takes for false, such as 0."""
    return to_text_fast(value) if js_truthy(value) else ""


def _ignore(_: object) -> tuple[()]:
    """Return no arguments: JavaScript evaluates one that a function does not take."""
    return ()


GLOBALS: dict[str, object] = {
    # values
    "BLANK": BLANK,
    "EMPTY": EMPTY,
    "INFINITY": float("inf"),
    "MISSING": MISSING,
    "NIL": NIL,
    # operators
    "at_least": at_least,
    "at_most": at_most,
    "both": lambda left, right: is_truthy_fast(left) and is_truthy_fast(right),
    "contains": contains,
    "either": lambda left, right: is_truthy_fast(left) or is_truthy_fast(right),
    "equals": liquid_equals_fast,
    "greater_than": greater_than_fast,
    "is_truthy": is_truthy_fast,
    "left_of": lambda left, right: left,  # noqa: ARG005 - both are evaluated, one counts
    "less_than": less_than_fast,
    "negate": lambda value: not is_truthy_fast(value),
    "not_equals": lambda left, right: not liquid_equals_fast(left, right),
    # tags
    "LoopDrop": LoopDrop,
    "cycle_text": _cycle_text,
    "ignore": _ignore,
    "item_path": item_path,
    "open_cell": open_cell,
    "to_items": _to_items,
    "to_text": to_text_fast,
    "unwrap": unwrap,
    # jumps: ``compiler/jumps.py``
    "NO_JUMP": 0,
    "BREAK": 1,
    "CONTINUE": 2,
    "ONCE": (0,),
    # Python
    "__builtins__": {},
    "enumerate": enumerate,
    "len": len,
}
"""All that generated code can reach, besides its context."""
