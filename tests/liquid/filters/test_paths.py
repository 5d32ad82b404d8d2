import pytest
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.filters.array_queries import property_reader
from inbox_toolkit.liquid.javascript.values import MISSING

from tests.support.liquid_filters import context

ITEM = {"a": {"b c": [10, 20], "k": "b c", "0": "zero"}, "key": "a", "list": [1]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("key", "a"),
        ("a.0", "zero"),
        ("a['b c'][1]", 20),
        ('a["b c"].size', 2),
        ("a['b\\u0020c'][0]", 10),
        ("[key].k", "b c"),
        ("a[a.k].last", 20),
        (" a . k", ITEM["a"]),
        ("list[-1]", 1),
        ("list[0]junk", 1),
        ("size", 0),
        ("", MISSING),
        ("!", MISSING),
        ("a..b", ITEM["a"]),
    ],
)
def test_properties(path: str, expected: object) -> None:
    assert property_reader(path, context(strict=False))(ITEM) == expected


def test_what_is_missing_is_named_up_to_there() -> None:
    with pytest.raises(UndefinedError) as caught:
        property_reader("a.x.y", context())(ITEM)
    assert caught.value.path == "a.x"


def test_null_has_null_properties() -> None:
    assert property_reader("a.b", context())({"a": None}) is None


def test_an_unclosed_bracket_is_refused() -> None:
    with pytest.raises(FilterError, match="never closed"):
        property_reader("a[0", context())


def test_hostile_paths_take_linear_time() -> None:
    assert property_reader("a" + ".a" * 50_000, context(strict=False))({"a": None}) is None
