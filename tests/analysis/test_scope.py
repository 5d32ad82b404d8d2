from inbox_toolkit.analysis.abstract_values import Computed, Constant, DataRef, ListOf, Undefined
from inbox_toolkit.analysis.data_path import Element
from inbox_toolkit.analysis.scope import (
    FOR_LOOP,
    MAX_POSSIBLE_VALUES,
    PossibleValue,
    Scope,
    items_of,
    member,
)

LIST = ("trigger", "list")


def test_a_root_is_what_the_service_gives() -> None:
    scope = Scope()
    assert scope.lookup("customer") == (PossibleValue(DataRef(("customer",), 1)),)
    assert scope.lookup("event") == (PossibleValue(Constant(None)),)
    assert scope.lookup("nowhere") == (PossibleValue(Undefined("nowhere")),)


def test_a_loop_hides_what_is_assigned_and_a_fork_goes_its_own_way() -> None:
    scope = Scope()
    scope.bind("v", (PossibleValue(Constant(1)),))
    inner = scope.fork()
    inner.enter_loop({"v": (PossibleValue(Computed()),)})
    assert inner.lookup("v") == (PossibleValue(Computed()),)
    other = scope.fork()
    other.bind("v", (PossibleValue(Constant(2)),))
    assert scope.lookup("v") == (PossibleValue(Constant(1)),)
    scope.merge([(scope.fork(), ()), (other, ())])
    assert {one.value for one in scope.lookup("v")} == {Constant(1), Constant(2)}
    assert scope.is_local("v")


def test_of_too_many_values_only_the_risky_ones_are_told_apart() -> None:
    scope = Scope()
    forks = [(scope.fork(), ())]
    for number in range(MAX_POSSIBLE_VALUES + 2):
        fork = scope.fork()
        fork.bind("v", (PossibleValue(Constant(number)),))
        forks.append((fork, ()))
    scope.merge(forks)
    assert scope.lookup("v") == (PossibleValue(Undefined("v")), PossibleValue(Computed()))


def test_members_and_items_keep_sight_of_the_data() -> None:
    items = ListOf(DataRef((*LIST, Element(1)), 3))
    assert member(DataRef(LIST, 2), "size") == DataRef((*LIST, "size"), 2)
    assert member(items, "size") == Computed()
    assert member(items, "nope") == Computed(may_miss=True)
    assert member(items, 0) == DataRef((*LIST, Element((1, 0))), 2)
    assert items_of(items, 7) == (DataRef((*LIST, Element(7)), 3),)
    assert items_of(DataRef(LIST, 2), 7) == (DataRef((*LIST, Element(7)), 3),)
    assert member(FOR_LOOP, "index") == Computed()
    assert member(FOR_LOOP, "indx") == Undefined("indx")
    assert member(Constant(None), "x") == Constant(None)
    assert member(Constant("ab"), "size") == Constant(2)
    assert member(Constant(5), "x") == Undefined("x")
