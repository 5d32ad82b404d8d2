"""Arithmetic on JavaScript doubles: division by zero is Infinity, never an error."""

import math

from inbox_toolkit.liquid.catalog.sources import LATEST, LIQUIDJS
from inbox_toolkit.liquid.filters.spec import FilterTable, optional, required
from inbox_toolkit.liquid.javascript.numbers import power_of_ten
from inbox_toolkit.liquid.javascript.values import MISSING, number_or_zero, to_number

FILTERS = FilterTable()


@FILTERS.define("abs", accepts="number", returns="number", output="number_of_numbers")
def abs_(value: object) -> float:
    """Return the number without its sign."""
    return abs(number_or_zero(value))


@FILTERS.define(
    "at_least",
    required("number", "number"),
    accepts="number",
    returns="number",
    output="number_of_numbers",
)
def at_least(value: object, *limits: object) -> float:
    """Return the number, or the limit if it is below."""
    return max(number_or_zero(number) for number in (value, *limits))


@FILTERS.define(
    "at_most",
    required("number", "number"),
    accepts="number",
    returns="number",
    output="number_of_numbers",
)
def at_most(value: object, *limits: object) -> float:
    """Return the number, or the limit if it is above."""
    return min(number_or_zero(number) for number in (value, *limits))


@FILTERS.define("ceil", accepts="number", returns="number", output="number_of_numbers")
def ceil(value: object) -> float:
    """Return the next whole number above."""
    number = number_or_zero(value)
    return math.copysign(math.ceil(number), number) if math.isfinite(number) else number


@FILTERS.define("floor", accepts="number", returns="number", output="number_of_numbers")
def floor(value: object) -> float:
    """Return the next whole number below."""
    return js_floor(number_or_zero(value))


def js_floor(number: float) -> float:
    """Return ``Math.floor``, which leaves infinities, NaN and -0 alone."""
    return float(math.floor(number)) if number and math.isfinite(number) else number


@FILTERS.define(
    "round",
    optional("digits", "number"),
    accepts="number",
    returns="number",
    output="number_of_numbers",
)
def round_(value: object, digits: object = MISSING) -> float:
    """Return the number rounded half away from zero, to a number of digits (0)."""
    number = number_or_zero(value)
    scale = power_of_ten(number_or_zero(digits))
    scaled = abs(number * scale)
    if math.isnan(scaled):
        return math.nan
    sign = math.copysign(1.0, number) if number else number
    return js_divide(sign * _half_up(scaled), scale)


def _half_up(number: float) -> float:
    below = js_floor(number)
    return below + 1 if number - below >= 0.5 else below


@FILTERS.define(
    "plus",
    required("number", "number"),
    accepts="number",
    returns="number",
    output="number_of_numbers",
    synonyms=("add",),
)
def plus(value: object, *arguments: object) -> float:
    """Return the sum."""
    return number_or_zero(value) + _operand(arguments)


@FILTERS.define(
    "minus",
    required("number", "number"),
    accepts="number",
    returns="number",
    output="number_of_numbers",
    synonyms=("subtract",),
)
def minus(value: object, *arguments: object) -> float:
    """Return the difference."""
    return number_or_zero(value) - _operand(arguments)


@FILTERS.define(
    "times",
    required("number", "number"),
    accepts="number",
    returns="number",
    output="number_of_numbers",
    synonyms=("multiply",),
)
def times(value: object, *arguments: object) -> float:
    """Return the product."""
    return number_or_zero(value) * _operand(arguments)


@FILTERS.define(
    "divided_by",
    required("number", "number"),
    optional("as_integer", "boolean"),
    accepts="number",
    returns="number",
    output="quotient",
)
def divided_by(value: object, *arguments: object) -> float:
    """Return the quotient, with its fraction; the second argument ``true`` cuts it down."""
    quotient = js_divide(number_or_zero(value), _operand(arguments))
    whole = len(arguments) > 1 and number_or_zero(arguments[1])
    return js_floor(quotient) if whole else quotient


@FILTERS.define(
    "modulo",
    required("number", "number"),
    accepts="number",
    returns="number",
    output="quotient",
    open_point="modulo-sign",
)
def modulo(value: object, *arguments: object) -> float:
    """Return the remainder, with the sign of the value."""
    number, divisor = number_or_zero(value), _operand(arguments)
    if not divisor or not math.isfinite(number):
        return math.nan
    return math.fmod(number, divisor)


def _operand(arguments: tuple[object, ...]) -> float:
    return number_or_zero(arguments[0]) if arguments else math.nan


def js_divide(number: float, divisor: float) -> float:
    """Return JavaScript's ``number / divisor``."""
    if divisor:
        return number / divisor
    if not number or math.isnan(number) or math.isnan(divisor):
        return math.nan
    return math.copysign(math.inf, number) * math.copysign(1.0, divisor)


@FILTERS.define(
    "to_integer",
    accepts="number",
    returns="number",
    output="safe",
    versions=LATEST,
    source=LIQUIDJS,
    is_listed=False,
)
def to_integer(value: object) -> float:
    """Return JavaScript's ``Number(value)``, possibly NaN; it does not round."""
    return to_number(value)
