import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.filters.numbers import FILTERS

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("numbers"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


def test_there_is_no_negative_zero_to_calculate_with() -> None:
    assert apply("divided_by", 5, -0.0) == math.inf


@given(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15))
def test_the_remainder_is_smaller_than_the_divisor(number: float, divisor: float) -> None:
    rest = apply("modulo", number, divisor)
    assert isinstance(rest, float)
    assert math.isnan(rest) if divisor == 0 else abs(rest) < abs(divisor)


@given(st.one_of(st.floats(), st.text(), st.none(), st.lists(st.integers())))
def test_no_value_is_an_error(value: object) -> None:
    for name in FILTERS:
        assert isinstance(apply(name, value, value, value), float)
