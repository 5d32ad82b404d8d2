"""Numbers: JavaScript's doubles, printed, parsed, and raised to powers of ten.

The rules are ECMA-262's Number::toString (6.1.6.1.20) and StringToNumber (7.1.4.1.1).

``power_of_ten`` has V8's wrong last digits: ``Math.pow(10, -4)`` is 9.999999999999999e-05, and so
``123456 | round: -4`` prints 120000.00000000001. Method and constants are those of fdlibm's
``e_pow.c`` (Sun Microsystems, 1993 and 2004, freely usable), with log2(10) computed beforehand. V8
has one pair of parentheses elsewhere (it divides by a difference where fdlibm subtracts from the
quotient), which is what makes it inexact.
"""

import math
import re
import struct

from inbox_toolkit.liquid.javascript.utf16 import WHITESPACE

MAX_EXACT_INTEGER = 2**53
"""Up to here every whole number is a double of its own."""

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_RADIX = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_INFINITIES = {"Infinity": math.inf, "+Infinity": math.inf, "-Infinity": -math.inf}


def to_double(number: float) -> float:
    """Return a Python number as the double JavaScript would hold."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def number_to_string(number: float) -> str:
    """Return a number as JavaScript prints it: ``3``, ``0.1``, ``1e+21``, ``NaN``."""
    if -MAX_EXACT_INTEGER <= number <= MAX_EXACT_INTEGER and number == int(number):
        return str(int(number))
    number = to_double(number)
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


def parse_number(text: str) -> float:
    """Return ``Number(text)``: 0 for blank, NaN for anything but a number."""
    text = text.strip(WHITESPACE)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if not text:
        return 0.0
    if _RADIX.fullmatch(text):
        return to_double(int(text, 0))
    return _INFINITIES.get(text, math.nan)


# log2(10) in two parts, the first short enough that products with it are exact
_LOG_HIGH = float.fromhex("0x1.a934fp+1")
_LOG_LOW = float.fromhex("0x1.2f346e2bf9206p-24")

# ln(2), whole and in two parts
_LN2 = 6.93147180559945286227e-01
_LN2_HIGH = 6.93147182464599609375e-01
_LN2_LOW = -1.90465429995776804525e-09

# of x * (e**x + 1) / (e**x - 1) as a polynomial in x squared, from the highest power down
_COEFFICIENTS = (
    4.13813679705723846039e-08,
    -1.65339022054652515390e-06,
    6.61375632143793436117e-05,
    -2.77777777770155933842e-03,
    1.66666666666666019037e-01,
)

_FAR_BEYOND = 400.0  # 10**400 and 10**-400 are outside the doubles


def power_of_ten(exponent: float) -> float:
    """Return ``Math.pow(10, exponent)``: 0 and infinity outside the doubles, NaN for NaN."""
    if math.isnan(exponent):
        return exponent
    if abs(exponent) > _FAR_BEYOND:
        return math.inf if exponent > 0 else 0.0
    if exponent == -1.0:
        return 0.1
    if exponent == 0.5:
        return math.sqrt(10.0)
    return _power_of_two(*_times_log(exponent))


def _times_log(exponent: float) -> tuple[float, float]:
    """Return ``exponent * log2(10)`` as a large and a small part."""
    short = _shortened(exponent)
    low = (exponent - short) * _LOG_HIGH + exponent * _LOG_LOW
    return short * _LOG_HIGH, low


def _power_of_two(high: float, low: float) -> float:
    total = low + high
    whole = 0.0
    if abs(total) > 0.5:
        whole = math.copysign(math.floor(abs(total) + 0.5), total)
        high -= whole
    short = _shortened(low + high)
    upper = short * _LN2_HIGH
    lower = (low - (short - high)) * _LN2 + short * _LN2_LOW
    power = upper + lower
    rest = lower - (power - upper)
    square = power * power
    sum_ = 0.0
    for coefficient in _COEFFICIENTS:
        sum_ = coefficient + square * sum_
    divisor = power - square * sum_
    fraction = (power * divisor) / ((divisor - 2.0) - (rest + power * rest))
    try:
        return math.ldexp(1.0 - (fraction - power), int(whole))
    except OverflowError:
        return math.inf


def _shortened(number: float) -> float:
    """Return the number with the lower half of its bits cleared."""
    (bits,) = struct.unpack("<Q", struct.pack("<d", number))
    (short,) = struct.unpack("<d", struct.pack("<Q", bits & 0xFFFFFFFF00000000))
    return float(short)


MAX_INDEX = 2**53
"""No text or list is longer; beyond it every position is the end."""


def to_integer(number: float) -> int:
    """Return ``ToIntegerOrInfinity`` within reach: cut towards zero, NaN as 0."""
    if math.isnan(number):
        return 0
    return int(max(-MAX_INDEX, min(MAX_INDEX, number)))
