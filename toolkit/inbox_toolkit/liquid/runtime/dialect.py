"""What the two versions of Liquid do differently while a template renders."""

from collections.abc import Mapping
from dataclasses import dataclass

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
from inbox_toolkit.liquid.runtime.drops import LoopDrop, close_table, open_cell
from inbox_toolkit.liquid.runtime.fast_paths import (
    greater_than_fast,
    is_truthy_fast,
    less_than_fast,
    liquid_equals_fast,
    to_text_fast,
)
from inbox_toolkit.liquid.runtime.result import item_path
from inbox_toolkit.liquid.runtime.tags import Tags
from inbox_toolkit.liquid.runtime.variables import VariableReader


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version of Liquid: how it reads variables, what its tags do, and its functions.

    ``globals`` is all that generated code can reach, besides its context.
    """

    variables: type[VariableReader]
    tags: type[Tags]
    globals: Mapping[str, object]


def _to_items(value: object) -> list[object]:
    return value if type(value) is list else to_enumerable(value)


def _cycle_text(value: object) -> str:
    """Return what ``cycle`` prints: nothing for what JavaScript takes for false, such as 0."""
    return to_text_fast(value) if js_truthy(value) else ""


def _ignore(_: object) -> tuple[()]:
    """Return no arguments: JavaScript evaluates one that a function does not take."""
    return ()


_GLOBALS: dict[str, object] = {
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
    "close_table": close_table,
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

LATEST = Dialect(VariableReader, Tags, _GLOBALS)
"""Liquid as liquidjs renders it."""
