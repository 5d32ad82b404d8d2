"""Legacy Liquid's filters that calculate: whole numbers stay whole, so ``14 / 3`` is 4."""

import math
from collections.abc import Callable

from inbox_toolkit.liquid.catalog.sources import LEGACY
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import TooLargeError
from inbox_toolkit.liquid.filters.spec import FilterTable, optional, required
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.legacy.values import integer, number

FILTERS = FilterTable(versions=LEGACY)

Number = int | float

_ZERO = "ask first: {% if x != 0 %}"
_MOST_BITS = 10_000
"""Ruby's whole numbers have no end; ours end well before Python refuses to print them."""


def _calculated(
    calculate: Callable[[Number, Number], Number], left: object, right: object
) -> Number:
    try:
        result = calculate(number(left), number(right))
    except OverflowError:
        return math.inf
    if isinstance(result, int) and result.bit_length() > _MOST_BITS:
        raise TooLargeError
    return result


@FILTERS.define(
    "plus",
    required("number", "number"),
    accepts="number",
    returns="number",
    synonyms=("add",),
    output="safe",
)
def plus(value: object, other: object = MISSING) -> Number:
    """Return the sum."""
    return _calculated(lambda left, right: left + right, value, other)


@FILTERS.define(
    "minus",
    required("number", "number"),
    accepts="number",
    returns="number",
    synonyms=("subtract",),
    output="safe",
)
def minus(value: object, other: object = MISSING) -> Number:
    """Return the difference."""
    return _calculated(lambda left, right: left - right, value, other)


@FILTERS.define(
    "times",
    required("number", "number"),
    accepts="number",
    returns="number",
    synonyms=("multiply",),
    output="safe",
)
def times(value: object, other: object = MISSING) -> Number:
    """Return the product."""
    return _calculated(lambda left, right: left * right, value, other)


@FILTERS.define(
    "divided_by", required("number", "number"), accepts="number", returns="number", output="safe"
)
def divided_by(value: object, other: object = MISSING) -> Number:
    """Return the quotient, of two whole numbers the whole one below. Raises FilterError."""
    return _calculated(_quotient, value, other)


def _quotient(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        if not right:
            raise FilterError("divided by 0", help=_ZERO)
        return left // right
    if right:
        return left / right
    return math.nan if not left or math.isnan(left) else math.copysign(math.inf, left)


@FILTERS.define(
    "modulo", required("number", "number"), accepts="number", returns="number", output="safe"
)
def modulo(value: object, other: object = MISSING) -> Number:
    """Return the remainder, with the sign of the divisor. Raises FilterError."""
    return _calculated(_remainder, value, other)


def _remainder(left: Number, right: Number) -> Number:
    if not right:
        raise FilterError("divided by 0", help=_ZERO)
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    if not math.isfinite(left):
        return math.nan
    if math.isinf(right):
        return left if (left < 0) == (right < 0) or not left else right
    rest = math.fmod(left, right)
    return rest + right if rest * right < 0 else rest


@FILTERS.define("abs", accepts="number", returns="number", output="safe")
def abs_(value: object) -> Number:
    """Return the number without its sign."""
    return abs(number(value))


@FILTERS.define(
    "at_least", required("number", "number"), accepts="number", returns="number", output="safe"
)
def at_least(value: object, limit: object = MISSING) -> Number:
    """Return the number, or the limit if it is below."""
    return max(number(value), number(limit))


@FILTERS.define(
    "at_most", required("number", "number"), accepts="number", returns="number", output="safe"
)
def at_most(value: object, limit: object = MISSING) -> Number:
    """Return the number, or the limit if it is above."""
    return min(number(value), number(limit))


@FILTERS.define("ceil", accepts="number", returns="number", output="safe")
def ceil(value: object) -> Number:
    """Return the next whole number above."""
    return _whole(value, math.ceil)


@FILTERS.define("floor", accepts="number", returns="number", output="safe")
def floor(value: object) -> Number:
    """Return the next whole number below."""
    return _whole(value, math.floor)


def _whole(value: object, cut: Callable[[float], int]) -> Number:
    found = number(value)
    return cut(found) if isinstance(found, float) and math.isfinite(found) else found


@FILTERS.define(
    "round", optional("digits", "number"), accepts="number", returns="number", output="safe"
)
def round_(value: object, digits: object = 0) -> Number:
    """Return the number rounded half away from zero, whole without a number of digits."""
    found, places = number(value), integer(digits)
    if isinstance(found, int):
        return _round_whole(found, places)
    if not math.isfinite(found) or abs(places) > 300:
        return found
    scale = 10.0**places
    scaled = abs(found) * scale + 0.5
    if math.isinf(scaled):
        return found
    rounded = math.copysign(math.floor(scaled), found) / scale
    return rounded if places > 0 else int(rounded)


def _round_whole(found: int, places: int) -> int:
    if places >= 0:
        return found
    unit: int = 10 ** min(-places, _MOST_BITS)
    rounded = (abs(found) + unit // 2) // unit * unit
    return rounded if found > 0 else -rounded
