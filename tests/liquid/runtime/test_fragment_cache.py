"""Runs that share a memory give what each gives by itself."""

import copy
import re
from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Any

import pytest
from inbox_toolkit.errors import MissingValueError
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.runtime.fragment_cache import FragmentCache
from inbox_toolkit.liquid.runtime.output import MAX_STEPS, MAX_TEXT
from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse

from tests.support.flow_fuzz import FULL, Maker, worlds
from tests.support.liquid_corpus import CORPUS, NOW, Refused, compiled, recorded
from tests.support.liquid_engine import program

LOUD = "{{ customer.name | upcase | json }}"


def matrix(
    made: Program, customers: Sequence[Any], triggers: Sequence[Any], **options: Any
) -> FragmentCache:
    """Render every case with one memory, twice, and hold each against a run by itself."""
    memory: FragmentCache = {}
    for customer, trigger in [*product(customers, triggers)] * 2:
        data = {"customer": customer, "trigger": trigger}
        alone = run(made, data, now=NOW, **options)
        together = run(made, data, now=NOW, cache=memory, **options)
        assert plain(together) == plain(alone)
    return memory


def plain(rendered: RenderedText) -> tuple[object, ...]:
    """Return all of a result but its program, in a form in which NaN is itself."""
    return (*map(repr, rendered[:6]), repr(rendered.raw_reads))


def forgetful(seed: int) -> Program:
    """Make a random template in which hardly anything is remembered, so that much is shared."""
    maker = Maker(Random(seed))
    text = "".join(maker.node(2, in_loop=False) for _ in range(8))
    text = re.sub("{% (assign|capture|endcapture|cycle)[^%]*%}", "", text)
    is_legacy = seed % 5 == 0 and not parse(text, version="legacy").errors
    return program(text, version="legacy" if is_legacy else "latest")


def test_random_templates_render_alike_with_and_without_a_memory() -> None:
    kept = 0
    for seed in range(200):
        every = list(worlds(Random(seed)))
        some = [FULL, *Random(seed).sample(every, 3)]
        customers, triggers = zip(*((one["customer"], one["trigger"]) for one in some), strict=True)
        kept += len(matrix(forgetful(seed), customers, triggers))
    assert kept > 300


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.json")), ids=lambda file: file.stem)
def test_recorded_cases_render_alike_a_second_time(file: Any) -> None:
    for case in recorded(file):
        made = compiled(case.template)
        if not isinstance(made, Refused) and made.fragments:
            before = copy.deepcopy(case.data)
            memory: FragmentCache = {}
            alone, first, second = (
                run(made, case.data, now=NOW, cache=one) for one in (None, memory, memory)
            )
            assert plain(first) == plain(second) == plain(alone)
            assert case.data == before


def test_a_passage_is_rendered_once_for_what_its_root_stands_for() -> None:
    made = program(LOUD + "{{ trigger.a }}")
    ada, bob = {"name": "Ada"}, {"name": "Bob"}
    memory = matrix(made, [ada, bob], [{"a": 1}, {"a": 2}, {"a": 3}])
    assert [(kept.given, kept.text) for kept in memory.values()] == [
        (ada, '"ADA"'),
        (bob, '"BOB"'),
    ]


def test_reads_failures_arms_and_the_clock_are_repeated() -> None:
    made = program(
        "{{ customer.none }}{{ customer.name | default: 'x' | date: '%Y' | json }}"
        "{% if customer.name %}{{ customer.name | date: '%s' }}{% endif %}"
    )
    memory = matrix(made, [{"name": "now"}, {"name": ""}, {}], [{}])
    assert [(len(kept.failures), kept.used_clock) for kept in memory.values()] == [
        (1, True),
        (1, False),
        (1, False),
    ]
    assert len({kept.taken_branches for kept in memory.values()}) == 3


def test_the_clock_is_told_of_the_cases_alone_that_asked_it() -> None:
    made = program("{{ trigger.at | append: '' | date: '%Y' }}" + LOUD)
    matrix(made, [{"name": "Ada"}], [{"at": "now"}, {"at": "2020-01-01"}])


@pytest.mark.parametrize(
    "text",
    [
        "{{ customer.list | where_exp: 'x', 'x == trigger.a' | json }}",
        "{{ customer.list | sample | append: 'x' | json }}",
    ],
)
def test_what_asks_for_more_than_its_root_is_rendered_each_time(text: str) -> None:
    memory = matrix(program(text), [{"list": [1, 2, 3, 4]}], [{"a": 1}, {"a": 2}], seed=7)
    assert not memory


def test_a_passage_that_is_left_early_is_not_kept() -> None:
    made = program(LOUD + "{% if customer.name == 'Ada' %}{% break %}{% endif %}" + LOUD)
    assert len(matrix(made, [{"name": "Ada"}, {"name": "Bob"}], [{}])) == 1


def test_without_collecting_the_first_failure_stops_a_shared_run_too() -> None:
    made, memory = program("{{ customer.none | upcase | json }}"), FragmentCache()
    for _ in range(2):
        with pytest.raises(MissingValueError):
            run(made, {"customer": {}}, now=NOW, collect=False, cache=memory)
    assert not memory


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("{% for x in (1..customer.n) %}{{ x }}{% endfor %}", MAX_STEPS // 2),
        ("{% for x in (1..customer.n) %}{{ customer.long }}{% endfor %}", 1_000),
    ],
)
def test_limits_are_met_where_a_run_by_itself_meets_them(text: str, many: int) -> None:
    long = "x" * (MAX_TEXT // 1_500)
    matrix(program(text * 3), [{"n": many, "long": long}], [{}])


def test_a_trace_tells_what_printed_each_part() -> None:
    made, memory = program("a" + LOUD), FragmentCache()
    data = {"customer": {"name": "Ada"}}
    run(made, data, now=NOW, cache=memory)
    traced = run(made, data, now=NOW, cache=memory, trace=True)
    assert [traced.text[one.start : one.end] for one in traced.output_map] == ["a", '"ADA"']
