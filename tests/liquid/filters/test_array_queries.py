import random
from collections.abc import Callable

import pytest
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.filters.array_queries import property_reader
from inbox_toolkit.liquid.filters.spec import Context
from inbox_toolkit.liquid.javascript.values import MISSING

from tests.support.liquid_filters import NOW, Case, apply, cases, check, context


@pytest.mark.parametrize("case", cases("array_queries"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


PEOPLE: list[object] = [{"n": "a", "age": 30}, {"n": "b"}]


def test_what_one_item_lacks_fails_a_strict_render_only() -> None:
    with pytest.raises(UndefinedError, match="undefined variable: age"):
        apply("where", PEOPLE, "age")
    assert apply("where", PEOPLE, "age", within=context(strict=False)) == PEOPLE[:1]


def test_where_not_gives_the_others() -> None:
    assert apply("where_not", PEOPLE, "n", "a") == PEOPLE[1:]


def test_an_expression_must_be_true_itself_for_where_but_not_for_find() -> None:
    within = Context(
        NOW, random.Random(0), True, lambda name, expression: lambda item: f"{name}{expression}"
    )
    assert apply("where_exp", PEOPLE, "p", "p.n", within=within) == []
    assert apply("reject_exp", PEOPLE, "p", "p.n", within=within) == []
    assert apply("find_exp", PEOPLE, "p", "p.n", within=within) == PEOPLE[0]
    assert apply("find_index_exp", PEOPLE, "p", "p.n", within=within) == 0
    assert apply("has_exp", PEOPLE, "p", "p.n", within=within) is True
    assert apply("group_by_exp", PEOPLE, "p", "p.n", within=within) == [
        {"name": "pp.n", "items": PEOPLE}
    ]


def test_a_bad_expression_fails_without_items_too() -> None:
    def refuse(name: str, expression: str) -> Callable[[object], object]:
        raise FilterError(f"invalid value expression: {expression!r}")

    with pytest.raises(FilterError):
        apply("where_exp", [], "p", "", within=Context(NOW, random.Random(0), True, refuse))


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


def test_what_is_no_ascii_number_is_no_index() -> None:
    for name in ("²", "٣", "9" * 5_000):
        assert property_reader(f"['{name}']", context(strict=False))([1, 2, 3, 4]) is MISSING


def test_hostile_paths_take_linear_time() -> None:
    assert property_reader("a" + ".a" * 50_000, context(strict=False))({"a": None}) is None
