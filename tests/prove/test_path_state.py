"""A condition that is met twice comes out the same."""

import pytest
from inbox_toolkit.liquid.syntax.nodes import If
from inbox_toolkit.prove.conditions import Conditions
from inbox_toolkit.prove.output_types import OutputTypes
from inbox_toolkit.prove.path_state import LoopRound, PathState

from tests.support.contracts import of_body


def outcomes(text: str, state: PathState | None = None) -> list[bool | None]:
    made = of_body(f'"{{% if {text} %}}{{% endif %}}{{% if trigger.a == 1 %}}{{% endif %}}"')
    nodes = made.parsed.nodes
    condition = next(
        branch.condition for node in nodes if isinstance(node, If) for branch in node.branches
    )
    assert condition is not None
    assert made.body is not None
    conditions = Conditions(made.body.text, nodes, OutputTypes())
    return [outcome for _, outcome in conditions.decide(condition.value, state or PathState())]


CASES: list[tuple[str, list[bool | None]]] = [
    ("trigger.b", [None]),
    ("true", [True]),
    ("nil", [False]),
    ("trigger.a == 1", [True, False]),
    ("trigger.a != 1", [False, True]),
    ("not trigger.a == 1", [False, True]),
    ("trigger.a == 1 and trigger.b", [None, False]),
    ("trigger.a == 1 or trigger.b", [True, None]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_repeated_conditions_are_told_apart(text: str, wanted: list[bool | None]) -> None:
    assert outcomes(text) == wanted


def test_a_round_knows_whether_it_is_the_last() -> None:
    assert outcomes("forloop.last", PathState(loops=(LoopRound(False, True),))) == [True]
    assert outcomes("forloop.first == false", PathState(loops=(LoopRound(False, True),))) == [True]
    assert outcomes("forloop.first != false", PathState(loops=(LoopRound(False, True),))) == [False]
    assert outcomes("forloop.last") == [None]


def test_assigning_forgets_what_was_decided_of_the_name() -> None:
    atom = ("v == 1", frozenset({"v"}))
    state = PathState(decided=frozenset({(atom, True)}))
    assert state.bind("v", ()).decided == frozenset()
    assert state.bind("w", ()).decided == state.decided
