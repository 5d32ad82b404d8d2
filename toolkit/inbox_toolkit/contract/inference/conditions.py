"""Translate a branch's condition into JSON Schema: ``if`` it holds, ``then`` a path is required."""

from collections.abc import Callable
from itertools import product
from math import prod
from typing import Any

from inbox_toolkit.analysis.abstract_values import (
    MAX_VALUES,
    Constant,
    DataRef,
    Fact,
    Hypothesis,
    Term,
    Undefined,
    outcomes,
)
from inbox_toolkit.analysis.data_path import ComputedStep, Element, Steps
from inbox_toolkit.contract.inference.shape import END_STEPS, SIZE_STEPS, least_items
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


NEVER: Schema = {"not": {}}
"""The schema of nothing."""


class NotExpressible(Exception):  # noqa: N818 - ends a translation; not an error
    """A condition that JSON Schema cannot express about this part of the data."""


def condition_schema(facts: tuple[Fact, ...], base: Steps) -> Schema | None:
    """Return the schema that data at ``base`` satisfies exactly if the facts hold, or None."""
    try:
        return all_of(
            [any_of([all_of([_test(t.term, base, t.wanted) for t in g]) for g in f]) for f in facts]
        )
    except NotExpressible:
        return None


def required_schema(steps: Steps, base: Steps) -> Schema:
    """Return the schema of data at ``base`` that requires a path wherever its parent is present.

    Raises NotExpressible if the path ends neither with a name nor with an item.
    """
    *above, last = _rest(steps, base) or (None,)
    count = least_items(last) if last is not None else 0
    if count:
        made: Schema = {"minItems": count}
    elif isinstance(last, str) and last not in END_STEPS:
        made = {"required": [last]}
    else:
        raise NotExpressible
    for step in reversed(above):
        if isinstance(step, Element | int) or step in END_STEPS:
            made = {"items": made}
        elif isinstance(step, str):
            held = {"required": [step]} if isinstance(last, Element) else {}
            made = {"properties": {step: made}, **held}
        else:
            raise NotExpressible
    return made


def is_expressible(steps: Steps, base: Steps) -> bool:
    """Return True if ``required_schema`` has a schema for the path."""
    try:
        required_schema(steps, base)
    except NotExpressible:
        return False
    return True


def _rest(steps: Steps, base: Steps) -> Steps:
    if steps[: len(base)] != base:
        raise NotExpressible
    return steps[len(base) :]


def _test(term: Term, base: Steps, wanted: bool) -> Schema:
    """Return the schema of a test; of a name with several possible values, any may be the one."""
    found = []
    for single in _single_valued(term):
        made = _term(single, base)
        found.append(made if wanted else _not(made))
    return any_of(found)


def _single_valued(term: Term) -> list[Term]:
    if not term.parts:
        values = [Constant(None) if isinstance(one, Undefined) else one for one in term.values]
        return [Term(term.operator, (one,)) for one in values] or [term]
    parts = [_single_valued(part) for part in term.parts]
    if prod(map(len, parts)) > MAX_VALUES:
        raise NotExpressible
    return [Term(term.operator, parts=chosen) for chosen in product(*parts)]


def _term(term: Term, base: Steps) -> Schema:
    match term.operator:
        case "value":
            return _truthy(term, base)
        case "not":
            return _not(_term(term.parts[0], base))
        case "and":
            return all_of([_term(part, base) for part in term.parts])
        case "or":
            return any_of([_term(part, base) for part in term.parts])
        case "items":
            return _named(_origin(term.parts[0]), base, _NOT_EMPTY)
        case "contains":
            return _contains(term, base)
        case "==" | "!=" | "<" | ">" | "<=" | ">=":
            return _compared(term, base)
        case _:
            raise NotExpressible


def _truthy(term: Term, base: Steps) -> Schema:
    if len(term.values) == 1 and isinstance(term.values[0], Constant):
        value = term.values[0].value
        return {} if value is not None and value is not False and value is not NIL else NEVER
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
    known = outcomes(term, Hypothesis())
    if known is not None:
        return {} if known[0] else NEVER
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


def _contains(term: Term, base: Steps) -> Schema:
    """Return the schema of a text that contains another, or a list that has it as an item."""
    left, right = term.parts
    match right.values:
        case (Constant(value=str() as sought),):
            text = {"type": "string", "pattern": _literal_pattern(sought)}
            items = {"type": "array", "contains": {"const": sought}}
            return _named(_origin(left), base, {"anyOf": [text, items]})
    raise NotExpressible


def _literal_pattern(text: str) -> str:
    """Return a pattern that finds a text, in the syntax that all dialects of patterns share."""
    return "".join(f"\\{sign}" if sign in "^$\\.*+?()[]{}|/" else sign for sign in text)


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


_SIZES: dict[str, Callable[[int], tuple[int | None, int | None]]] = {
    ">": lambda n: (n + 1, None),
    ">=": lambda n: (n, None),
    "<": lambda n: (None, n - 1),
    "<=": lambda n: (None, n),
    "==": lambda n: (n, n),
}
"""The least and the most items or characters."""


def _sized(origin: DataRef, base: Steps, operator: str, value: object) -> Schema:
    count = value if isinstance(value, int) and not isinstance(value, bool) else -1
    if count < 0 or (count == 0 and operator in ("<", "<=")):
        raise NotExpressible
    holder = DataRef(origin.steps[:-1], origin.known_depth)
    least, most = _SIZES["==" if operator == "!=" else operator](count)
    made: Schema = {"type": ["array", "string"]}
    made |= {} if least is None else {"minItems": least, "minLength": least}
    made |= {} if most is None else {"maxItems": most, "maxLength": most}
    schema = _named(holder, base, made)
    return _not(schema) if operator == "!=" else schema


def _not(schema: Schema) -> Schema:
    inner = schema.get("not")
    return inner if isinstance(inner, dict) and len(schema) == 1 else {"not": schema}


def all_of(parts: list[Schema]) -> Schema:
    """Return the schema that satisfies all of some; ``{}`` of none."""
    parts = [part for part in parts if part]
    if NEVER in parts:
        return NEVER
    return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else {}


def any_of(parts: list[Schema]) -> Schema:
    """Return the schema that satisfies any of some; ``NEVER`` of none."""
    if {} in parts:
        return {}
    parts = [part for part in parts if part != NEVER]
    return parts[0] if len(parts) == 1 else {"anyOf": parts} if parts else NEVER
