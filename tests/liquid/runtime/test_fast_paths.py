from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.javascript.comparison import equals, greater, less
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL, to_text, truthy
from inbox_toolkit.liquid.runtime.fast_paths import above, below, passes, same, text_of

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
    assert text_of(value) == to_text(value)
    assert passes(value) == truthy(value)


@given(values, values)
def test_the_short_ways_compare_as_the_long_ones_do(left: object, right: object) -> None:
    assert below(left, right) == less(left, right)
    assert above(left, right) == greater(left, right)
    assert same(left, right) == equals(left, right)
