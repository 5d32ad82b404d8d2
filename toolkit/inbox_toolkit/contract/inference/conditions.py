"""Translate a branch's condition into JSON Schema: ``if`` it holds, ``then`` a path is required."""

from collections.abc import Callable
from typing import Any

from inbox_toolkit.analysis.abstract_values import Constant, DataRef, Fact, Term
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps
from inbox_toolkit.contract.inference.shape import END_STEPS, SIZE_STEPS
from inbox_toolkit.liquid.javascript.comparison import (
    at_least,
    at_most,
    greater_than,
    less_than,
    liquid_equals,
)
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, NIL

Schema = dict[str, Any]

_TRUTHY: Schema = {"not": {"enum": [None, False]}}
_EMPTY: Schema = {
    "anyOf": [
        {"const": ""},
        {"type": "array", "maxItems": 0},
        {"type": "object", "maxProperties": 0},
    ]
}
_BLANK: Schema = {
    "anyOf": [
        {"enum": [None, False]},
        {"type": "string", "pattern": r"^\s*$"},
        {"type": "array", "maxItems": 0},
        {"type": "object", "maxProperties": 0},
    ]
}
_NOT_EMPTY: Schema = {
    "type": ["array", "object", "string"],
    "minItems": 1,
    "minProperties": 1,
    "minLength": 1,
}
"""What ``for`` iterates at least once: an object gives its pairs, a string itself."""

_BOUNDS = {">": "exclusiveMinimum", ">=": "minimum", "<": "exclusiveMaximum", "<=": "maximum"}
_ORDERS: dict[str, Callable[[object, object], bool]] = {
    ">": greater_than,
    ">=": at_least,
    "<": less_than,
    "<=": at_most,
}
_MIRRORED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "==", "!=": "!="}


class NotExpressible(Exception):  # noqa: N818 - ends a translation; not an error
    """A condition that JSON Schema cannot express about this part of the data."""


def condition_schema(facts: tuple[Fact, ...], base: Steps) -> Schema | None:
    """Return the schema that data at ``base`` satisfies exactly if the facts hold, or None."""
    try:
        return _all(
            [_any([_all([_test(t.term, base, t.wanted) for t in g]) for g in f]) for f in facts]
        )
    except NotExpressible:
        return None


def required_schema(steps: Steps, base: Steps) -> Schema:
    """Return the schema of data at ``base`` that requires a path wherever its parent is present.

    Raises NotExpressible if the path does not end with a name.
    """
    *above, last = _rest(steps, base) or (None,)
    if not isinstance(last, str) or last in END_STEPS:
        raise NotExpressible
    made: Schema = {"required": [last]}
    for step in reversed(above):
        if isinstance(step, Element | int) or step in END_STEPS:
            made = {"items": made}
        elif isinstance(step, str):
            made = {"properties": {step: made}}
        else:
            raise NotExpressible
    return made


def _rest(steps: Steps, base: Steps) -> Steps:
    if steps[: len(base)] != base:
        raise NotExpressible
    return steps[len(base) :]


def _test(term: Term, base: Steps, wanted: bool) -> Schema:
    made = _term(term, base)
    return made if wanted else _not(made)


def _term(term: Term, base: Steps) -> Schema:
    match term.operator:
        case "value":
            return _truthy(term, base)
        case "not":
            return _not(_term(term.parts[0], base))
        case "and":
            return _all([_term(part, base) for part in term.parts])
        case "or":
            return _any([_term(part, base) for part in term.parts])
        case "items":
            return _named(_origin(term.parts[0]), base, _NOT_EMPTY)
        case "==" | "!=" | "<" | ">" | "<=" | ">=":
            return _compared(term, base)
        case _:
            raise NotExpressible


def _truthy(term: Term, base: Steps) -> Schema:
    if len(term.values) == 1 and isinstance(term.values[0], Constant):
        value = term.values[0].value
        return {} if value is not None and value is not False and value is not NIL else {"not": {}}
    return _named(_origin(term), base, _TRUTHY)


def _origin(term: Term) -> DataRef:
    if term.operator == "value" and len(term.values) == 1 and isinstance(term.values[0], DataRef):
        return term.values[0]
    raise NotExpressible


def _named(origin: DataRef, base: Steps, schema: Schema) -> Schema:
    """Return the schema that requires a path of names to be present and to satisfy another."""
    rest = _rest(origin.steps, base)
    if any(
        isinstance(one, Element | ComputedStep | int) or one in (*END_STEPS, *SIZE_STEPS)
        for one in rest
    ):
        raise NotExpressible
    made = schema
    for step in reversed(rest):
        made = {"type": "object", "properties": {str(step): made}, "required": [step]}
    return made


def _compared(term: Term, base: Steps) -> Schema:
    left, right = term.parts
    operator = term.operator
    if left.operator == "value" and left.values and isinstance(left.values[0], Constant):
        left, right, operator = right, left, _MIRRORED[operator]
    origin = _origin(left)
    if right.operator != "value" or len(right.values) != 1:
        raise NotExpressible
    constant = right.values[0]
    if not isinstance(constant, Constant):
        raise NotExpressible
    if origin.steps[-1] in SIZE_STEPS:
        return _sized(origin, base, operator, constant.value)
    if operator == "!=":
        return _not(_equal(origin, base, constant.value))
    if operator == "==":
        return _equal(origin, base, constant.value)
    value = constant.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotExpressible
    made: Schema = {"type": "number", _BOUNDS[operator]: value}
    if _ORDERS[operator](None, value):  # then a missing value passes as well
        return _not(_named(origin, base, _not({"anyOf": [{"const": None}, made]})))
    return _named(origin, base, made)


def _equal(origin: DataRef, base: Steps, value: object) -> Schema:
    if value is NIL or value is None:
        made: Schema = {"const": None}
    elif value is BLANK:
        made = _BLANK
    elif value is EMPTY:
        made = _EMPTY
    elif isinstance(value, str | int | float):
        made = {"const": value}
    else:
        raise NotExpressible
    if liquid_equals(None, value):  # then a missing value equals it as well
        return _not(_named(origin, base, _not(made)))
    return _named(origin, base, made)


_SIZES: dict[str, Callable[[int], Schema]] = {
    ">": lambda n: {"minItems": n + 1},
    ">=": lambda n: {"minItems": n},
    "<": lambda n: {"maxItems": n - 1},
    "<=": lambda n: {"maxItems": n},
    "==": lambda n: {"minItems": n, "maxItems": n},
}


def _sized(origin: DataRef, base: Steps, operator: str, value: object) -> Schema:
    count = value if isinstance(value, int) and not isinstance(value, bool) else -1
    if count < 0 or (count == 0 and operator in ("<", "<=")):
        raise NotExpressible
    holder = DataRef(origin.steps[:-1], origin.known_depth)
    made = _SIZES["==" if operator == "!=" else operator](count)
    schema = _named(holder, base, {"type": "array", **made})
    return _not(schema) if operator == "!=" else schema


def _not(schema: Schema) -> Schema:
    inner = schema.get("not")
    return inner if isinstance(inner, dict) and len(schema) == 1 else {"not": schema}


def _all(parts: list[Schema]) -> Schema:
    parts = [part for part in parts if part]
    return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else {}


def _any(parts: list[Schema]) -> Schema:
    return parts[0] if len(parts) == 1 else {"anyOf": parts}
