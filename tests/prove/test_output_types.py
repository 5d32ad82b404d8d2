"""What a chain of filters can print, as far as their specs and the contract tell."""

import re
from typing import Any

import pytest
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse

from tests.support.contracts import NOW, of_body

ODD: list[Any] = [
    None, True, False, "", "x", 'a"b\\\n', "5", "5.5", "1e400", "Infinity", "NaN", 0, -0.0, 1, -1, 1.5,
    1e20, 1e-320, [], [1, "x"], ['"'], [[1]], {}, {"a": '"'}, "12:30", "2026-01-01", 1768552200,
]  # fmt: skip
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


def printed(name: str, argument: str, first: list[Any], second: list[Any]) -> list[str]:
    program = compile_nodes(parse(f"{{{{ trigger.a | {name}{argument} }}}}"))
    found = []
    for a in first:
        for b in second if "trigger.b" in argument else [1]:
            rendered = run(program, {"trigger": {"a": a, "b": b}}, now=NOW)
            if not rendered.failures:
                found.append(rendered.text)
    return found


def test_indenting_by_a_text_is_not() -> None:
    from inbox_toolkit.prove.json_proof import prove_json

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
    from inbox_toolkit.prove.json_proof import prove_json

    proof = prove_json(of_body(f'{{"a": {{{{ {chain} }}}}}}'), {"trigger": SUMMED})
    assert proof.is_closed is is_closed


def test_what_is_held_between_two_numbers_is_finite() -> None:
    for chain in ("at_least: 0 | at_most: 10", "at_most: 10.5 | at_least: -3"):
        name, _, argument = chain.partition(":")
        for text in printed(name, f":{argument}", ODD, []):
            assert NUMBER.fullmatch(text)
