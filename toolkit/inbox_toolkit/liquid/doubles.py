"""JavaScript's one number type: how a double is printed, and read from text.

The rules are ECMA-262's Number::toString (6.1.6.1.20) and StringToNumber (7.1.4.1.1).
"""

import math
import re

from inbox_toolkit.liquid.utf16 import SPACES

SAFE = 2**53
"""Up to here every whole number is a double of its own."""

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_RADIX = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_INFINITIES = {"Infinity": math.inf, "+Infinity": math.inf, "-Infinity": -math.inf}


def double(number: float) -> float:
    """Return a Python number as the double JavaScript would hold."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def number_text(number: float) -> str:
    """Return a number as JavaScript prints it: ``3``, ``0.1``, ``1e+21``, ``NaN``."""
    if -SAFE <= number <= SAFE and number == int(number):
        return str(int(number))
    number = double(number)
    if not math.isfinite(number):
        return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"  # noqa: PLR0124 - the test for NaN
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return sign + _placed(digits.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    """Write ``0.digits`` times ten to the power of ``point``."""
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{tail}e{point - 1:+d}"


def read_number(text: str) -> float:
    """Return the number a text stands for, as ``Number(text)``: 0 for blank, NaN for other text."""
    text = text.strip(SPACES)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if not text:
        return 0.0
    if _RADIX.fullmatch(text):
        return double(int(text, 0))
    return _INFINITIES.get(text, math.nan)
