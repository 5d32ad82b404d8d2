"""A whole population is judged as everyone in it would be alone."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from inbox_toolkit.audit.audit import AuditOptions
from inbox_toolkit.audit.certificate import Certifier
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import EngineError
from inbox_toolkit.audit.population import Column
from inbox_toolkit.audit.result import AuditResult
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.template.template import Template

from scripts.audit_conformance import People, cases, load, one_by_one, run_audit
from tests.support.projects import template as parse

CLASSES = AuditOptions(verify=10_000, method="classes")


def template(properties: str) -> Template:
    return parse(f'{{"name": "T", "topics": ["news"], "type": "n", "properties": {properties}}}')


def people(**columns: Sequence[object]) -> People:
    """Return people from columns of texts, numbers or booleans."""
    types = {
        str: ("VARCHAR", "text"),
        int: ("BIGINT", "number"),
        float: ("DOUBLE", "number"),
        bool: ("BOOLEAN", "boolean"),
    }
    found = {
        name: types[next(type(one) for one in values if one is not None)]
        for name, values in columns.items()
    }
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return People(found, rows)  # type: ignore[arg-type] # kinds are literals


def judged(properties: str, population: People, options: AuditOptions = CLASSES) -> AuditResult:
    with DuckDBEngine(threads=1) as engine:
        return run_audit(template(properties), population, engine, options)


def told(result: AuditResult) -> list[tuple[int, str, list[str]]]:
    return [
        (one.people, one.verdict.delivery, [found.message for found in one.verdict.findings])
        for one in result.verdicts
    ]


@pytest.mark.parametrize(("tame", "count"), [(True, 6), (False, 8)])
def test_groups_are_judged_as_everyone_in_them_is(tame: bool, count: int) -> None:
    for _, one, everyone in cases(11, count, 50, grammar=False, tame=tame):
        with DuckDBEngine(threads=1) as engine:
            result = run_audit(one, everyone, engine)
            alone = one_by_one(one, everyone, load(engine, everyone))
        assert Counter({found.verdict: found.people for found in result.verdicts}) == alone


def test_random_templates_of_the_whole_grammar_are_judged_alike() -> None:
    for _, one, everyone in cases(5, 8, 40, grammar=True, tame=False):
        with DuckDBEngine(threads=1) as engine:
            result = run_audit(one, everyone, engine, replace(CLASSES, method=None))
            alone = one_by_one(one, everyone, load(engine, everyone))
        assert Counter({found.verdict: found.people for found in result.verdicts}) == alone


def test_a_name_stands_for_all_names_and_hostile_ones_for_themselves() -> None:
    names = [*(f"Name {number}" for number in range(500)), None, "", ' "', "[object Object]"]
    result = judged('{"title": "Hi {{ customer.name }}"}', people(name=names))

    assert told(result) == [
        (500, "delivered", []),
        (1, "failed", ["`customer.name` has no value"]),
        (1, "delivered", ["`customer.name` is blank"]),
        (1, "broken", ["the rendered text is not a JSON object: a comma is missing after this"]),
        (1, "delivered", ["this prints `[object Object]`"]),
    ]
    assert result.renders == 5


def test_a_value_in_a_key_stands_for_nobody_else() -> None:
    names = ["Ada", "Bo", "7", "12", "true", None]
    properties = '{"link": {"{{ customer.name }}": 1, "z": 2}, "a": {{ customer.name }} }'
    result = judged(properties, people(name=names))
    assert [one.people for one in result.verdicts if one.verdict.delivery == "delivered"] == [3]


@pytest.mark.parametrize(
    "columns",
    [
        {"a": ["[object ", "[object ", "[object "], "b": ["Ada", "Object]", "Bo"]},
        {"a": ["[object ", "[object "], "b": ["Object]", "Ada"]},
        {"a": [" ", " ", " ", "x"], "b": ["7", "7", "x", "p"], "c": ["193", "y", "193", "q"]},
        {"a": ["", "", "", "x"], "b": ["719", "7", "x", "p"], "n": [3, 4, 5, 193]},
        {"a": ["Na", "Ada", "Na", "x"], "b": ["N", "Bo", "x", "y"]},
    ],
)
def test_values_in_one_text_may_make_a_word_together(columns: dict[str, Sequence[object]]) -> None:
    first, *others = (f"customer.{name}" for name in columns)
    joined = "".join(f" | append: {one}" for one in others)
    one, everyone = template(f'{{"t": {{{{ {first}{joined} | json }}}}}}'), people(**columns)
    with DuckDBEngine(threads=1) as engine:
        result = run_audit(one, everyone, engine)
        alone = one_by_one(one, everyone, load(engine, everyone))
    assert Counter({found.verdict: found.people for found in result.verdicts}) == alone


def test_whoever_is_verified_and_judged_differently_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Certifier, "is_certain", lambda *_: True)  # as if it were wrong
    everyone = people(a=["[object "] * 3, b=["Ada", "Object]", "Bo"])
    with pytest.raises(EngineError, match="u000000001 is judged differently"):
        judged('{"t": {{ customer.a | append: customer.b | json }}}', everyone)


def test_people_are_counted_by_a_column_and_named_by_the_smallest_id() -> None:
    everyone = people(
        name=["Ada", None, None, "Bo", None], plan=["free", "pro", "free", None, None]
    )
    options = replace(CLASSES, by=(Column("plan", ("customer", "plan"), "text"),))
    whole, failed = sorted(
        judged('{"title": "Hi {{ customer.name }}"}', everyone, options).verdicts,
        key=lambda one: one.verdict.delivery,
    )

    assert (whole.first_id, failed.first_id) == ("u000000000", "u000000001")
    assert whole.by == {"customer.plan": {"free": 1, None: 1}}
    assert failed.by == {"customer.plan": {"free": 1, "pro": 1, None: 1}}


def test_a_condition_on_a_calculation_becomes_a_comparison() -> None:
    # 2026-01-15T09:00Z less 365 days, and one second more or less
    last_year = 1_768_467_600 - 366 * 86_400
    seconds = [last_year - 1, last_year, last_year + 1, last_year + 86_400, 1_700_000_000, None]
    properties = (
        "{ {% assign days = 'now' | date: '%s' | minus: customer.since | divided_by: 86400 | floor %}"
        '"title": "{% if days > 365 %}long{% else %}new{% endif %}"}'
    )
    result = judged(properties, people(since=seconds))

    assert [(one.people, one.verdict.delivery) for one in result.verdicts] == [
        (3, "delivered"),
        (2, "delivered"),
        (1, "failed"),
    ]
    assert result.plan.columns[0].key == "class"


@pytest.mark.parametrize("rows", [0, 1])
def test_hardly_anyone_is_a_population_too(rows: int) -> None:
    everyone = People({"name": ("VARCHAR", "text")}, [{"name": "Ada"}] * rows)
    result = judged('{"title": "Hi {{ customer.name }}"}', everyone)
    assert (result.people, len(result.verdicts)) == (rows, rows)


def test_a_template_that_reads_nothing_is_judged_once() -> None:
    result = judged('{"title": "Hi"}', people(name=["Ada", "Bo"]))
    assert told(result) == [(2, "delivered", [])]


def test_what_no_column_holds_fails_everyone_and_is_told() -> None:
    result = judged('{"title": "Hi {{ customer.nick }}"}', people(name=["Ada", "Bo"]))
    assert told(result) == [(2, "failed", ["`customer.nick` has no value"])]
    assert result.plan.absent == ("customer.nick",)


def test_chance_renders_everyone() -> None:
    everyone = people(name=["Ada", None])
    result = judged('{"title": "{{ customer.name }} {{ 9 | random }}"}', everyone, AuditOptions())
    assert (result.plan.method, result.plan.reason) == ("rows", "chance")
    assert sorted(one.verdict.delivery for one in result.verdicts) == ["delivered", "failed"]


def test_no_verdict_quotes_a_value() -> None:
    secrets = ['s3cret"', "s3cret\\", "s3cret\n", "s3cret", 's3cret", "b": "s3cret']
    properties = (
        '{"title": "{{ customer.name }}", "at": "{{ \'now\' | date: \'%d\', customer.name }}"}'
    )
    result = judged(properties, people(name=secrets))
    for one in result.verdicts:
        for finding in one.verdict.findings:
            assert "s3cret" not in finding.message


def test_a_value_that_adds_to_the_message_is_reported() -> None:
    result = judged('{"title": "Hi {{ customer.name }}"}', people(name=['x", "admin": "yes']))
    assert told(result) == [
        (1, "delivered", ["a value ends the text around it and adds to the message"])
    ]


def test_a_template_that_does_not_parse_is_an_error() -> None:
    with pytest.raises(ProjectError, match="does not parse"):
        judged('{"title": "{{ customer.name | }}{% if %}"}', people(name=["Ada"]))


def test_an_engine_that_classes_otherwise_is_refused() -> None:
    with DuckDBEngine(threads=1) as engine:
        engine.dialect = replace(engine.dialect, match="regexp_full_match({0}, {1})")
        with pytest.raises(EngineError, match="does not class values as this toolkit does"):
            run_audit(template('{"title": "{{ customer.name }}"}'), people(name=["Ada"]), engine)


@pytest.mark.parametrize(
    ("length", "search"),
    [
        ("length({0})", "contains({0}, {1})"),
        ("strlen({0})", "contains(lower({0}), lower({1}))"),
    ],
)
def test_a_dialect_that_counts_or_searches_otherwise_is_refused(length: str, search: str) -> None:
    properties = (
        '{"title": "{{ customer.name }}{% if customer.name contains \'Ada\' %}!{% endif %}"}'
    )
    with DuckDBEngine(threads=1) as engine:
        engine.dialect = replace(engine.dialect, length=length, search=search)
        with pytest.raises(EngineError, match="does not class"):
            run_audit(template(properties), people(name=["Ada"]), engine)


def test_what_the_engine_refuses_is_one_line_with_a_way_out() -> None:
    with DuckDBEngine(threads=1) as engine, pytest.raises(EngineError) as caught:
        engine.describe("'nowhere.parquet'")
    assert "\n" not in caught.value.message
    assert caught.value.help


def test_people_are_the_same_for_the_same_seed() -> None:
    rng = random.Random(1)
    everyone = people(name=[f"n{rng.random()}" for _ in range(50)])
    options = AuditOptions(verify=5, method="classes", seed=3)
    assert judged('{"t": "{{ customer.name }}"}', everyone, options).verified == 5
