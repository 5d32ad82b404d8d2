"""Powers of ten have V8's digits; what V8 (Node 20) prints was written down."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.numbers import power_of_ten

WRITTEN_DOWN = [
    (0.0, 1.0),
    (-0.0, 1.0),
    (1.0, 10.0),
    (-1.0, 0.1),
    (2.0, 100.0),
    (-4.0, 0.00009999999999999999),
    (-5.0, 0.000009999999999999999),
    (0.5, 3.1622776601683795),
    (2.5, 316.2277660168379),
    (23.0, 1e23),
    (-101.0, 9.999999999999999e-102),
    (-307.0, 1.0000000000000001e-307),
    (308.0, 1e308),
    (-323.0, 1e-323),
    (-324.0, 0.0),
    (309.0, math.inf),
    (1e300, math.inf),
    (-1e300, 0.0),
    (math.inf, math.inf),
    (-math.inf, 0.0),
]


@pytest.mark.parametrize(("exponent", "power"), WRITTEN_DOWN)
def test_a_power_of_ten_is_v8s(exponent: float, power: float) -> None:
    assert power_of_ten(exponent) == power


def test_nan_stays_nan() -> None:
    assert math.isnan(power_of_ten(math.nan))


@given(st.floats(allow_nan=False))
def test_it_is_never_further_off_than_the_last_digits(exponent: float) -> None:
    try:
        expected = math.pow(10.0, exponent)
    except OverflowError:
        expected = math.inf
    assert power_of_ten(exponent) == pytest.approx(expected, rel=1e-14)
