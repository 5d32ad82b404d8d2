import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.javascript.values import EMPTY, MISSING, NIL

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("data"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


def test_allow_false_keeps_false() -> None:
    assert apply("default", False, "x", ["allow_false", True]) is False
    assert apply("default", False, "x", ["allow_false", False]) == "x"
    with pytest.raises(FilterError, match="not an entry object"):
        apply("default", False, "x", 5)


def test_the_literals_have_values_but_no_json() -> None:
    assert apply("json", NIL) == "{}"
    assert apply("default", NIL, "x") == "x"
    assert apply("default", EMPTY, "x") == "x"
    assert apply("json", MISSING) is MISSING


def test_from_json_reads_texts_only() -> None:
    assert apply("from_json", '{"key": [1, 2.5, null]}') == {"key": [1, 2.5, None]}
    assert apply("from_json", {"a": 1}) == {"a": 1}
    for text in ("{", "NaN", "", "[" * 100_000):
        with pytest.raises(FilterError, match="not JSON"):
            apply("from_json", text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_what_is_written_is_read_again(value: object) -> None:
    assert apply("from_json", apply("to_json", value)) == value
