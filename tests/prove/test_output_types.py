"""What filters are said to print is what they print, whatever they are given."""

import json
import re
from typing import Any

import pytest
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.prove.output_types import (
    AS_JSON,
    BINARY,
    CALCULATING,
    COUNTING,
    DATING,
    DIVIDING,
    FORMATTING,
    HARMLESS,
    KEEPING,
)

from tests.support.contracts import NOW, of_body

ODD: list[Any] = [
    None, True, False, "", "x", 'a"b\\\n', "5", "5.5", "1e400", "Infinity", "NaN", 0, -0.0, 1, -1, 1.5,
    1e20, 1e-320, [], [1, "x"], ['"'], [[1]], {}, {"a": '"'}, "12:30", "2026-01-01", 1768552200,
]  # fmt: skip
NUMBERS: list[Any] = [0, -0.0, 1, -1, 1.5, 1e20, -1e20, 1e-320, 1768552200]
HARMLESS_TEXT: list[Any] = [
    *NUMBERS,
    "",
    "x",
    "5",
    "Infinity",
    "NaN",
    "2026-01-01",
    "'",
    "é 🪨",
    "<&>",
]
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
ARGUMENTS = ["", ": trigger.b", ": 3", ": 'a'", ": trigger.b, trigger.b", ": '%Y %B'"]


def printed(name: str, argument: str, first: list[Any], second: list[Any]) -> list[str]:
    program = compile_nodes(parse(f"{{{{ trigger.a | {name}{argument} }}}}"))
    found = []
    for a in first:
        for b in second if "trigger.b" in argument else [1]:
            rendered = run(program, {"trigger": {"a": a, "b": b}}, now=NOW)
            if not rendered.failures:
                found.append(rendered.text)
    return found


@pytest.mark.parametrize("name", sorted(HARMLESS | COUNTING))
def test_harmless_filters_print_no_quote(name: str) -> None:
    for argument in ARGUMENTS:
        for text in printed(name, argument, ODD, ODD):
            assert not re.search(r'["\\\x00-\x1f]', text)


@pytest.mark.parametrize("name", sorted(KEEPING | FORMATTING | DATING))
def test_keeping_filters_add_no_quote(name: str) -> None:
    for argument in ["", ": trigger.b", ": '%Y %B'", ": trigger.b, trigger.b", ": '%c', 'UTC'"]:
        for text in printed(name, argument, HARMLESS_TEXT, HARMLESS_TEXT):
            assert not re.search(r'["\\\x00-\x1f]', text), argument


@pytest.mark.parametrize("name", sorted(COUNTING))
def test_counts_are_numbers(name: str) -> None:
    assert all(NUMBER.fullmatch(text) for text in printed(name, "", ODD, ODD))


@pytest.mark.parametrize("name", sorted(CALCULATING))
def test_calculations_with_numbers_are_numbers(name: str) -> None:
    arguments = [": 3"] if name in BINARY else ["", ": 3"]
    for argument in [*arguments, *([": trigger.b"] if name != "round" else [])]:
        numbers = [[one] for one in NUMBERS] if name == "sum" else NUMBERS
        assert all(NUMBER.fullmatch(one) for one in printed(name, argument, numbers, NUMBERS))


@pytest.mark.parametrize("name", sorted(DIVIDING))
def test_divisions_by_a_number_are_numbers(name: str) -> None:
    for argument in (": 3", ": 0.5", ": -200"):
        assert all(NUMBER.fullmatch(one) for one in printed(name, argument, NUMBERS, []))


@pytest.mark.parametrize("name", sorted(AS_JSON))
def test_json_is_json(name: str) -> None:
    for argument in ("", ": 2"):
        for text in printed(name, argument, ODD, []):
            json.loads(text)


def test_indenting_by_a_text_is_not() -> None:
    from inbox_toolkit.prove.prove import prove_json

    assert not prove_json(of_body('{"a": {{ trigger.a | json: \'"\' }}}'), {}).is_closed


SUMMED = {
    "type": "object",
    "properties": {
        "l": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"n": {"type": "number"}, "t": {"type": ["number", "string"]}},
            },
        },
        "o": {"properties": {"n": {"type": "number"}}},
    },
}


@pytest.mark.parametrize(
    ("chain", "is_closed"),
    [
        ("trigger.a | at_least: 0 | at_most: 10", True),
        ("trigger.a | at_most: 10.5 | at_least: -3", True),
        ("trigger.a | upcase | plus: trigger.b | at_least: 0 | at_most: 10", True),
        ("trigger.a | plus: 0 | at_most: 10", False),
        ("trigger.a | at_least: 0 | times: 2 | at_most: 10", False),
        ("trigger.a | at_least: 0 | at_most: trigger.b", False),
        ("trigger.a | at_least: '1e400' | at_most: 'Infinity'", False),
        ("trigger.l | sum: 'n'", True),
        ("trigger.l | sum: 't'", False),
        ("trigger.l | sum: 'unknown'", False),
        ("trigger.l | sum: trigger.a", False),
        ("trigger.l | sum", False),
        ("trigger.o | sum: 'n'", False),
    ],
)
def test_what_is_a_number_whatever_comes(chain: str, is_closed: bool) -> None:
    from inbox_toolkit.prove.prove import prove_json

    proof = prove_json(of_body(f'{{"a": {{{{ {chain} }}}}}}'), {"trigger": SUMMED})
    assert proof.is_closed is is_closed


def test_what_is_held_between_two_numbers_is_finite() -> None:
    for chain in ("at_least: 0 | at_most: 10", "at_most: 10.5 | at_least: -3"):
        name, _, argument = chain.partition(":")
        for text in printed(name, f":{argument}", ODD, []):
            assert NUMBER.fullmatch(text)
