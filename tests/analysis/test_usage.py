"""What uses say of paths."""

import pytest
from inbox_toolkit.analysis.data_path import steps_text
from inbox_toolkit.analysis.usage import collect_usage, expected_kind
from inbox_toolkit.liquid.filters.registry import specs

from tests.support.contracts import of_body

CASES = [
    ("{{ trigger.a | upcase }}", ("trigger.a", "text", "upcase")),
    ("{{ trigger.a | default: 'x' | upcase }}", ("trigger.a", "text", "upcase")),
    ("{% assign v = trigger.a %}{{ v | times: 2 }}", ("trigger.a", "number", "times")),
    ("{{ trigger.a | map: 'n' }}", ("trigger.a[].n", "any", "map")),
    ("{{ trigger.a | concat: trigger.b }}", ("trigger.b", "list", "concat")),
    ("{% if trigger.a > 3 %}{% endif %}", ("trigger.a", "number", ">")),
    ("{% if trigger.a == 'x' %}{% endif %}", ("trigger.a", "text", "==")),
    ("{% if trigger.a contains 'x' %}{% endif %}", ("trigger.a", "any", "contains")),
    ("{% for i in trigger.a %}{{ i.n | upcase }}{% endfor %}", ("trigger.a[].n", "text", "upcase")),
]


@pytest.mark.parametrize(("body", "wanted"), CASES)
def test_a_use_is_seen_through_names(body: str, wanted: tuple[str, str, str]) -> None:
    found = [
        (steps_text(one.steps), one.kind, one.word)
        for one in collect_usage(of_body(f'"{body}"')).uses
    ]
    assert wanted in found


def test_a_need_has_the_facts_it_holds_under() -> None:
    found = collect_usage(
        of_body('"{{ trigger.a }}{% if trigger.b %}{{ trigger.c }}{% endif %}"')
    ).needs
    assert [(steps_text(one.steps), len(one.facts)) for one in found] == [
        ("trigger.a", 0),
        ("trigger.c", 1),
    ]


def test_every_filter_wants_something_known() -> None:
    kinds = {"any", "list", "moment", "number", "printed", "sized", "text"}
    assert {expected_kind(spec) for spec in specs()} == kinds
    assert expected_kind(None) == "any"


def test_what_does_not_parse_says_nothing() -> None:
    assert collect_usage(of_body('"{% if %}"')).uses == ()
