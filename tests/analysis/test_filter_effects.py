import pytest
from inbox_toolkit.analysis.abstract_values import (
    Computed,
    Constant,
    DataRef,
    ListOf,
    Undefined,
    Value,
)
from inbox_toolkit.analysis.data_path import steps_text
from inbox_toolkit.analysis.filter_effects import assigned_values, term_of, value_of
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.analysis.scope import Scope
from inbox_toolkit.liquid.syntax.nodes import FilteredExpression, Output
from inbox_toolkit.liquid.syntax.parser import parse

from tests.support.projects import template


def chain(text: str) -> FilteredExpression:
    (node,) = parse("{{ " + text + " }}").nodes
    assert isinstance(node, Output)
    return node.expression


def said(value: Value) -> str:
    match value:
        case DataRef():
            return f"{steps_text(value.steps)}/{value.known_depth}"
        case ListOf():
            return f"list of {steps_text(value.item.steps)}"
        case Computed():
            return "made" + "?" * value.may_miss
        case Constant():
            return repr(value.value)
        case _:
            return "unbound"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("trigger.x", ["trigger.x/1"]),
        ("trigger.x | default: 'y'", ["trigger.x/2", "'y'"]),
        ("trigger.x | sort: 'n'", ["list of trigger.x[]"]),
        ("trigger.x | sort | reverse | where: 'n', 1", ["list of trigger.x[]"]),
        ("trigger.x | map: 'n'", ["list of trigger.x[].n"]),
        ("trigger.x | map: 'n' | first", ["trigger.x[].n/2"]),
        ("trigger.x | first", ["trigger.x[]/2"]),
        ("trigger.x | upcase", ["made"]),
        ("trigger.x | size", ["trigger.x.size/3"]),
        ("'a' | first", ["'a'"]),
        ("'a,b' | split: ',' | last | upcase", ["'B'"]),
        ("'' | default: trigger.x", ["trigger.x/1"]),
        ("'a' | default: trigger.x", ["'a'"]),
        ("trigger.x | no_filter", ["trigger.x/1"]),
        ("(1..3) | reverse | first", ["3"]),
        ("'now' | date: '%Y'", ["made"]),
        ("nowhere", ["unbound"]),
        ("5", ["5"]),
    ],
)
def test_a_chain_keeps_sight_of_the_data(text: str, wanted: list[str]) -> None:
    assert [said(one.value) for one in value_of(Scope(), chain(text))] == wanted


def test_what_is_assigned_is_null_at_worst() -> None:
    scope = Scope()
    assert [one.value for one in assigned_values(scope, chain("nowhere"))] == [Constant(None)]
    assert [one.value for one in assigned_values(scope, chain("trigger.x.y"))] == [
        DataRef(("trigger", "x", "y"), 3)
    ]
    assert [one.value for one in assigned_values(scope, chain("x | default: y"))] == [
        Undefined("y"),
    ]


def test_a_condition_is_a_term() -> None:
    term = term_of(Scope(), chain("not trigger.x == 'y' and 1"))
    assert (term.operator, [part.operator for part in term.parts]) == ("and", ["not", "value"])
    assert term_of(Scope(), chain("(1..trigger.n)")).operator == "?"


@pytest.mark.parametrize(
    ("version", "expression"),
    [
        ("latest", "'no JSON' | from_json"),
        ("legacy", "5 | split: ','"),
        ("legacy", "nil | join: 1"),
        ("legacy", "1 | divided_by: 0"),
    ],
)
def test_a_filter_that_refuses_its_constants_is_not_folded(version: str, expression: str) -> None:
    body = f"{{% assign x = {expression} %}}{{% if x == 1 %}}{{{{ trigger.a }}}}{{% endif %}}"
    made = template('{"liquid": "' + version + '", "properties": {"a": "' + body + '"}}')
    assert "trigger.a" in {read.path for read in analyze(made).reads}
