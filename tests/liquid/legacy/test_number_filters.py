import math

import pytest
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import TooLargeError
from inbox_toolkit.liquid.legacy.values import printed

from tests.support.liquid_filters import apply


@pytest.mark.parametrize(
    ("name", "value", "arguments", "expected"),
    [
        ("divided_by", 14, (3,), "4"),
        ("divided_by", 14.0, (4,), "3.5"),
        ("divided_by", -7, (2,), "-4"),
        ("divided_by", 1.0, (0,), "Infinity"),
        ("divided_by", 0.0, (0,), "NaN"),
        ("plus", "1", ("1.0",), "2.0"),
        ("plus", 1, (), "1"),
        ("minus", "4.3", ("2",), "2.3"),
        ("times", "foo", (4,), "0"),
        ("times", 3, (2.0,), "6.0"),
        ("modulo", 7, (-3,), "-2"),
        ("modulo", "-2", (0.5,), "-0.0"),
        ("abs", "-5", (), "5"),
        ("at_least", 41, (42,), "42"),
        ("at_most", 41, (42,), "41"),
        ("ceil", 1.2, (), "2"),
        ("floor", -1.2, (), "-2"),
        ("round", 2.5, (), "3"),
        ("round", -2.5, (), "-3"),
        ("round", 4.32, (1,), "4.3"),
        ("round", 1234, (-2,), "1200"),
        ("round", -1250, (-2,), "-1300"),
        ("round", 1250.0, (-2,), "1300"),
        ("ceil", 10**400, (), "1" + "0" * 400),
    ],
)
def test_as_ruby_has_it(
    name: str, value: object, arguments: tuple[object, ...], expected: str
) -> None:
    assert printed(apply(name, value, *arguments, version="legacy")) == expected


@pytest.mark.parametrize("name", ["divided_by", "modulo"])
def test_a_whole_number_by_zero_fails_the_message(name: str) -> None:
    with pytest.raises(FilterError, match="divided by 0"):
        apply(name, 5, "zero", version="legacy")


def test_any_number_modulo_zero_fails_the_message() -> None:
    for value, other in ((7.5, 0), (7.5, 0.0), (7, 0.0)):
        with pytest.raises(FilterError, match="divided by 0"):
            apply("modulo", value, other, version="legacy")


def test_what_is_too_large_is_infinite() -> None:
    assert apply("times", 10**400, 1.5, version="legacy") == math.inf
    assert apply("round", 5, 400, version="legacy") == 5
    assert apply("round", 1e300, 300, version="legacy") == 1e300
    with pytest.raises(TooLargeError):
        apply("times", "9" * 5_000, 10**3_000, version="legacy")
