import pytest
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.legacy.values import get_property

from tests.support.liquid_runs import rendered, text


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        ({"a": 1}, "a", 1),
        ({"a": 1}, "size", 1),
        ({"a": 1}, "first", ["a", 1]),
        ({"a": 1}, "b", MISSING),
        ([1, 2], "last", 2),
        ([1, 2], 5, None),
        ([1, 2], -1, 2),
        ([], "first", None),
        ("😀", "size", 1),
        (None, "a", MISSING),
    ],
)
def test_where_values_stand(value: object, key: object, expected: object) -> None:
    found = get_property(value, key)
    assert found is expected if expected in (None, MISSING) else found == expected


def test_null_has_no_members_to_print() -> None:
    assert rendered("{{ a.b.c }}", {"a": {"b": None}}, "legacy").failures
    assert text("[{{ a.b }}]", {"a": None}, "legacy") == "[]"  # a variable itself may be nil
    assert text("[{{ a }}]", {"a": None}, "legacy") == "[]"
    assert text("{% if a.b %}Y{% else %}N{% endif %}", {"a": None}, "legacy") == "N"
