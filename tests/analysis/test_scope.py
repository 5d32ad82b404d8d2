from inbox_toolkit.analysis.abstract_values import Constant, ListOf, Made, Origin, Unbound
from inbox_toolkit.analysis.data_path import Element
from inbox_toolkit.analysis.scope import (
    FOR_LOOP,
    MOST_ALTERNATIVES,
    Alternative,
    Scope,
    item_of,
    member,
)

LIST = ("trigger", "list")


def test_a_root_is_what_the_service_gives() -> None:
    scope = Scope()
    assert scope.lookup("customer") == (Alternative(Origin(("customer",), 1)),)
    assert scope.lookup("event") == (Alternative(Constant(None)),)
    assert scope.lookup("nowhere") == (Alternative(Unbound("nowhere")),)


def test_a_loop_hides_what_is_assigned_and_a_fork_goes_its_own_way() -> None:
    scope = Scope()
    scope.bind("v", (Alternative(Constant(1)),))
    scope.loops.append({"v": (Alternative(Made()),)})
    assert scope.lookup("v") == (Alternative(Made()),)
    scope.loops.pop()
    other = scope.fork()
    other.bind("v", (Alternative(Constant(2)),))
    assert scope.lookup("v") == (Alternative(Constant(1)),)
    scope.merge([(scope.fork(), ()), (other, ())])
    assert {one.value for one in scope.lookup("v")} == {Constant(1), Constant(2)}
    assert scope.is_local("v")


def test_too_many_alternatives_are_anything() -> None:
    scope = Scope()
    forks = []
    for number in range(MOST_ALTERNATIVES + 2):
        fork = Scope()
        fork.bind("v", (Alternative(Constant(number)),))
        forks.append((fork, ()))
    scope.merge(forks)
    assert scope.lookup("v") == (Alternative(Made(may_miss=True)),)


def test_members_and_items_keep_sight_of_the_data() -> None:
    items = ListOf(Origin((*LIST, Element(1)), 3))
    assert member(Origin(LIST, 2), "size") == Origin((*LIST, "size"), 2)
    assert member(items, "size") == Made()
    assert member(items, "nope") == Made(may_miss=True)
    assert member(items, 0) == Origin((*LIST, Element((1, 0))), 2)
    assert item_of(items, 7) == Origin((*LIST, Element(7)), 3)
    assert item_of(Origin(LIST, 2), 7) == Origin((*LIST, Element(7)), 3)
    assert member(FOR_LOOP, "index") == Made()
    assert member(FOR_LOOP, "indx") == Unbound("indx")
    assert member(Constant(None), "x") == Constant(None)
    assert member(Constant("ab"), "size") == Constant(2)
    assert member(Constant(5), "x") == Unbound("x")
