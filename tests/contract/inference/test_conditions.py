"""A condition as JSON Schema holds exactly where the engine takes the branch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.analysis.data_path import ComputedStep
from inbox_toolkit.analysis.usage import collect_usage
from inbox_toolkit.contract.inference.conditions import (
    NotExpressible,
    condition_schema,
    required_schema,
)
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.schemas.checking import Checker

from tests.support.contracts import NOW, of_body

CONDITIONS = [
    "trigger.a", "trigger.o.x", "not trigger.a", "trigger.a == 'x'", "trigger.a != 'x'",
    "trigger.a == nil", "trigger.a != nil", "trigger.a == blank", "trigger.a != blank",
    "trigger.a == empty", "trigger.a == true", "trigger.a == 1", "1 == trigger.a",
    "trigger.a and trigger.o.x", "trigger.a or trigger.o.x", "trigger.o != blank",
    "trigger.a == false or trigger.o.x == 'x'",
]  # fmt: skip

VALUES = st.sampled_from([None, False, True, "", " ", "x", "y", 0, 1, 2.5, [], [1], {}, {"x": "x"}])
DATA = st.fixed_dictionaries(
    {},
    optional={
        "a": VALUES,
        "o": st.one_of(VALUES, st.fixed_dictionaries({}, optional={"x": VALUES})),
    },
)


@pytest.mark.parametrize("text", CONDITIONS)
@given(data=DATA)
def test_a_condition_says_what_the_engine_does(text: str, data: dict[str, object]) -> None:
    made = of_body(f'"{{% if {text} %}}{{{{ trigger.q }}}}{{% endif %}}"')
    (need,) = (one for one in collect_usage(made).needs if one.steps[-1] == "q")
    schema = condition_schema(need.facts, ("trigger",))
    assert schema is not None
    taken = bool(run(made.program, {"trigger": data}, now=NOW).failures)
    assert Checker(schema).fits(data) is taken


@pytest.mark.parametrize(
    ("text", "fitting", "other"),
    [
        ("trigger.a > 1", {"a": 2}, {"a": 1}),
        ("trigger.a <= 1", {"a": 1}, {"a": 2}),
        ("trigger.a <= 0", {}, {"a": 1}),
        ("trigger.a < 0", {"a": -1}, {}),
        ("trigger.a.size > 0", {"a": [1]}, {"a": []}),
        ("trigger.a.size == 2", {"a": [1, 2]}, {"a": [1]}),
        ("trigger.a contains 'x'", {"a": "axb"}, {"a": "ab"}),
        ("trigger.a contains 'x'", {"a": ["x"]}, {"a": ["xx"]}),
        ("trigger.a contains '.*'", {"a": "a.*b"}, {"a": "ab"}),
    ],
)
def test_numbers_and_sizes(text: str, fitting: object, other: object) -> None:
    made = of_body(f'"{{% if {text} %}}{{{{ trigger.q }}}}{{% endif %}}"')
    need = next(one for one in collect_usage(made).needs if one.steps[-1] == "q")
    schema = condition_schema(need.facts, ("trigger",))
    assert schema is not None
    assert Checker(schema).fits(fitting)
    assert not Checker(schema).fits(other)


@pytest.mark.parametrize(
    "text", ["trigger.a contains trigger.b", "trigger.a.size", "trigger.a[0] == 1"]
)
def test_some_things_cannot_be_said(text: str) -> None:
    made = of_body(f'"{{% if {text} %}}{{{{ trigger.q }}}}{{% endif %}}"')
    need = next(one for one in collect_usage(made).needs if one.steps[-1] == "q")
    assert condition_schema(need.facts, ("trigger",)) is None
    with pytest.raises(NotExpressible):
        required_schema(("trigger", "a", ComputedStep(1)), ("trigger",))
