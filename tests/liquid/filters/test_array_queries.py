import random
from collections.abc import Callable

import pytest
from inbox_toolkit.liquid.errors import FilterError, UndefinedError
from inbox_toolkit.liquid.filters.registry import Context

from tests.support.liquid_filters import NOW, Case, apply, cases, check, context


@pytest.mark.parametrize("case", cases("search"))
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
