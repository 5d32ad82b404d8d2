from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.comparison import greater_than, less_than, liquid_equals
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL, is_truthy, to_text
from inbox_toolkit.liquid.runtime.fast_paths import (
    greater_than_fast,
    is_truthy_fast,
    less_than_fast,
    liquid_equals_fast,
    to_text_fast,
)

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.lists(st.integers(), max_size=2),
    st.sampled_from([MISSING, NIL, EMPTY, BLANK]),
)


@given(values)
def test_the_short_ways_print_what_the_long_ones_do(value: object) -> None:
    assert to_text_fast(value) == to_text(value)
    assert is_truthy_fast(value) == is_truthy(value)


@given(values, values)
def test_the_short_ways_compare_as_the_long_ones_do(left: object, right: object) -> None:
    assert less_than_fast(left, right) == less_than(left, right)
    assert greater_than_fast(left, right) == greater_than(left, right)
    assert liquid_equals_fast(left, right) == liquid_equals(left, right)
