from inbox_toolkit.analysis.data_path import (
    ComputedStep,
    Element,
    names_beside,
    steps_text,
    values_at,
)
from inbox_toolkit.liquid.javascript.values import MISSING

DATA = {"list": [{"n": 1}, {"m": 2}], "o": {"a b": "x"}}


def test_steps_read_as_people_write_them() -> None:
    steps = ("trigger", "list", Element(1), "a b", 0, "last-name", ComputedStep(2))
    assert steps_text(steps) == "trigger.list[]['a b'][0].last-name[…]"


def test_an_item_stands_for_all_items() -> None:
    assert list(values_at(DATA, ("list", Element(0), "n"))) == [1, MISSING]
    assert list(values_at(DATA, ("list", 1, "m"))) == [2]
    assert list(values_at(DATA, ("o", "nope", "deeper"))) == [MISSING]
    assert list(values_at(DATA, ("o", ComputedStep(0), "x"))) == []


def test_the_names_beside_are_the_right_spellings() -> None:
    assert list(names_beside(DATA, ("list", Element(0), "k"))) == ["n", "m"]
    assert list(names_beside(DATA, ("list",))) == ["list", "o"]
