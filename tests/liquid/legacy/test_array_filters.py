import pytest
from inbox_toolkit.liquid.errors import FilterError

from tests.support.liquid_filters import apply

PEOPLE = [{"n": "b", "a": {"c": 1}}, {"n": "a", "a": {"c": 2}}]


@pytest.mark.parametrize(
    ("name", "value", "arguments", "expected"),
    [
        ("size", "😀", (), 1),
        ("size", None, (), 0),
        ("size", 5, (), 8),
        ("first", [1, 2], (), 1),
        ("first", "ab", (), None),
        ("last", [], (), None),
        ("join", [1, [2, [3.0]]], (), "1 2 3.0"),
        ("join", "a", ("-",), "a"),
        ("sort", [3, 1.5, 2], (), [1.5, 2, 3]),
        ("sort", PEOPLE, ("n",), PEOPLE[::-1]),
        ("sort", PEOPLE, ("z",), None),
        ("map", PEOPLE, ("n",), ["b", "a"]),
        ("map", ["x"], ("n",), None),
        ("concat", [1], ([2],), [1, 2]),
        ("sum", [1, 2.5], (), 3.5),
        ("sum", [1, "2"], (), "12"),
        ("date", 1152098955, ("%m/%d/%Y",), "07/05/2006"),
        ("date", "2006-07-05 10:00:00", ("%m/%d/%Y",), "07/05/2006"),
        ("date", "NOW", ("%Y",), "2026"),
        ("date", "x", ("%Y",), "x"),
        ("date", 0, ("%Y",), 0),
        ("date", 5, (), "5"),
    ],
)
def test_as_ruby_has_it(
    name: str, value: object, arguments: tuple[object, ...], expected: object
) -> None:
    assert apply(name, value, *arguments, version="legacy") == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/Los_Angeles", "17:00"),
        (-8, "16:00"),
        ("-8", "16:00"),
        (0, "00:00"),
        ("5.5", "05:30"),
    ],
)
def test_zones_by_name_and_in_hours(zone: object, expected: str) -> None:
    moved = apply("timezone", 1596153600, zone, version="legacy")
    assert apply("date", moved, "%H:%M", version="legacy") == expected


@pytest.mark.parametrize(
    ("name", "value", "arguments"),
    [("sort", [1, None], ()), ("sort", [1, "a"], ()), ("concat", [1], (5,))],
)
def test_what_has_no_order_or_is_no_list_fails_the_message(
    name: str, value: object, arguments: tuple[object, ...]
) -> None:
    with pytest.raises(FilterError):
        apply(name, value, *arguments, version="legacy")
