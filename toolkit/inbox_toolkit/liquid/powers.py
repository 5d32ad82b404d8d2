"""Powers of ten as V8 computes them, wrong last digits included.

``Math.pow`` is not correctly rounded there: ``Math.pow(10, -4)`` is 9.999999999999999e-05, and so
``123456 | round: -4`` prints 120000.00000000001. The method and its constants are those of
fdlibm's ``e_pow.c`` (Sun Microsystems, 1993 and 2004, freely usable), with the logarithm of the
one base there is, ten, worked out beforehand; V8 has one pair of parentheses elsewhere (it divides
by a difference where fdlibm subtracts from the quotient), and that is what makes it inexact.
"""

import math
import struct

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
