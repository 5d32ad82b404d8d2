"""A result read back gives what DuckDB gives, for random templates and hostile people."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from inbox_toolkit.audit.audit import AuditOptions, questions
from inbox_toolkit.audit.engines.answers import (
    AnsweredEngine,
    Answers,
    UnansweredError,
    whole_query,
)
from inbox_toolkit.audit.engines.dialect import WAREHOUSES, Dialect
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import EngineError
from inbox_toolkit.audit.population import Population
from inbox_toolkit.audit.result import AuditResult
from inbox_toolkit.audit.verdict import Judge
from inbox_toolkit.template.template import Template

from scripts.audit_conformance import (
    ENVIRONMENT,
    PROJECT,
    SETTINGS,
    People,
    cases,
    load,
    made_people,
)
from tests.support.spark import judged

sqlglot = pytest.importorskip("sqlglot")  # of the dev group

OPTIONS = AuditOptions(verify=0, method="classes")


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as engine:
        yield engine


def by_result(
    template: Template, population: Population, write: Dialect, duckdb: DuckDBEngine
) -> AuditResult:
    """Judge a population by the results of printed queries, which DuckDB runs."""
    judge = Judge(template, None, PROJECT, ENVIRONMENT, SETTINGS)
    asked = questions(judge, population, write)
    answers = run_query(whole_query(write, asked.statements, "now"), write, duckdb)
    for _ in range(2):
        try:
            return judged(template, population, AnsweredEngine(write, asked, answers), OPTIONS)
        except UnansweredError as question:
            second = whole_query(write, [question.statement], "now")
            answers = {**answers, **run_query(second, write, duckdb)}
    raise AssertionError("two queries must do")


def run_query(query: str, write: Dialect, duckdb: DuckDBEngine) -> Answers:
    (sql,) = sqlglot.transpile(query, read=write.name, write="duckdb")
    answers: dict[str, list[list[str]]] = {}
    for part, *fields in duckdb.query(sql.replace("OCTET_LENGTH(", "strlen(")):
        answers.setdefault(str(part), []).append([str(one) for one in fields])
    return answers


def flat(duckdb: DuckDBEngine, people: People) -> Population:
    """Load people into columns without dots, which no warehouse has."""
    population = load(duckdb, people)
    names = {one.name: one.name.replace(".", "_") for one in population.columns}
    fields = ", ".join(f'"{name}" AS {other}' for name, other in names.items())
    duckdb.execute(f"CREATE OR REPLACE VIEW flat AS SELECT id, {fields} FROM everyone")
    columns = tuple(replace(one, name=names[one.name]) for one in population.columns)
    return replace(population, relation="flat", columns=columns)


@pytest.mark.parametrize("name", WAREHOUSES)
@pytest.mark.parametrize("tame", [True, False])
def test_random_templates_over_hostile_people(duckdb: DuckDBEngine, name: str, tame: bool) -> None:
    for index, template, people in cases(31, 3, 120, grammar=False, tame=tame):
        population = flat(duckdb, people)
        expected = judged(template, population, duckdb, OPTIONS)
        found = by_result(template, population, WAREHOUSES[name], duckdb)
        one, other = (
            [(each.verdict, each.people, each.first_id) for each in result.verdicts]
            for result in (found, expected)
        )
        assert one == other, index


def test_a_number_that_its_text_does_not_keep_is_refused(duckdb: DuckDBEngine) -> None:
    _, template, _ = next(cases(31, 1, 1, grammar=False, tame=True))
    population = flat(duckdb, made_people(random.Random(1), 20))
    write = WAREHOUSES["bigquery"]
    judge = Judge(template, None, PROJECT, ENVIRONMENT, SETTINGS)
    asked = questions(judge, population, write)
    answers = run_query(whole_query(write, asked.statements, "now"), write, duckdb)
    groups = asked.statements[-1]
    damaged = [[*row[: len(groups.columns) - 2], "~", *row[-1:]] for row in answers[groups.part]]
    engine = AnsweredEngine(write, asked, {**answers, groups.part: damaged})
    with pytest.raises(EngineError, match="does not come back"):
        judged(template, population, engine, OPTIONS)
