import pytest
from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    Guard,
    Hypothesis,
    Term,
    is_possible,
    outcomes,
)
from inbox_toolkit.liquid.javascript.values import BLANK, NIL

X = ("trigger", "x")
READ = Term("value", (DataRef(X, 1),))
OTHER = Term("value", (DataRef(("trigger", "y"), 1),))


def literal(value: object) -> Term:
    return Term("value", (Constant(value),))


@pytest.mark.parametrize(
    ("term", "wanted", "possible"),
    [
        (READ, True, False),
        (READ, False, True),
        (OTHER, True, True),
        (Term("==", parts=(READ, literal(BLANK))), False, False),
        (Term("!=", parts=(READ, literal(NIL))), True, False),
        (Term("!=", parts=(READ, literal(""))), True, True),
        (Term("and", parts=(READ, OTHER)), True, False),
        (Term("and", parts=(READ, OTHER)), False, True),
        (Term("or", parts=(READ, OTHER)), True, True),
        (Term("or", parts=(READ, READ)), True, False),
        (Term("not", parts=(READ,)), False, False),
        (Term("items", parts=(READ,)), True, False),
        (Term("", parts=(READ, OTHER)), True, False),
        (Term("?"), True, True),
        (Term("value", (DataRef(X, 1), Constant(False))), True, False),
        (Term("value", (DataRef(X, 1), Computed())), True, True),
        (Term("value", (DataRef((*X, "deeper"), 1),)), True, False),
        (Term("value", (DataRef(("trigger",), 1),)), True, True),
    ],
)
def test_a_guard_cannot_hold_while_its_variable_is_missing(
    term: Term, wanted: bool, possible: bool
) -> None:
    assert is_possible((((Guard(term, wanted),),),), X) is possible


def test_two_conditions_can_contradict_each_other() -> None:
    both = (((Guard(OTHER, True),),), ((Guard(OTHER, False),),))
    assert not is_possible(both, None)
    unknown = (((Guard(Term("?"), True),),), ((Guard(Term("?"), False),),))
    assert is_possible(unknown, None)


def test_one_of_several_groups_is_enough() -> None:
    fact = ((Guard(READ, True),), (Guard(OTHER, True),))
    assert is_possible((fact,), X)
    assert not is_possible((fact, ((Guard(OTHER, False),),)), X)


def test_too_many_values_are_any_value() -> None:
    many = Term("value", tuple(Constant(number) for number in range(9)))
    assert outcomes(Term("==", parts=(many, many)), Hypothesis(X)) is None
