"""A payload's schema is part of the verdict: groups stand for nobody whom it judges otherwise."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from inbox_toolkit.audit.audit import AuditOptions
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.marked_payload import Mark, MarkedPayload
from inbox_toolkit.audit.population import ColumnKind
from inbox_toolkit.audit.result import AuditResult
from inbox_toolkit.audit.schema_certificate import seen_by_schema

from scripts.audit_conformance import (
    Maker,
    People,
    made_people,
    made_schema,
    project_with_schema,
    run_audit,
)
from tests.support.projects import template as parse

NAME = ("customer", "name")
POINTS = ("customer", "points")
MARKS = {
    "\ue100": Mark(frozenset({NAME}), "text", 1, 20),
    "\ue101": Mark(frozenset({POINTS}), "number", 1, 60),
    "\ue102": Mark(frozenset({NAME}), "link", 1, 20),
}
TEXT, NUMBER, LINK = MARKS


def is_seen(schema: Mapping[str, Any], value: object) -> bool:
    whole = {"$defs": {"short": {"maxLength": 3}}, "properties": {"m": schema}}
    return bool(seen_by_schema(whole, MarkedPayload({"m": value, "n": "Ada"}, MARKS)))


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string"}, TEXT),
        ({"type": "integer"}, TEXT),
        ({"type": ["integer", "number"]}, NUMBER),
        ({"minLength": 1}, TEXT),
        ({"minLength": 4}, f"Hi {TEXT}"),
        ({"maxLength": 23}, f"Hi {TEXT}"),
        ({"minimum": 3}, TEXT),
        ({"maxLength": 1}, NUMBER),
        ({"pattern": "^https://"}, f"https://example.com/{TEXT}"),
        ({"pattern": "^https?://"}, LINK),
        ({"pattern": "^Hi"}, f"Hi {TEXT}"),
        ({"pattern": "@"}, f"a@{TEXT}"),
        ({"enum": ["Ada", "x", 5]}, f"Hi {TEXT}"),
        ({"enum": [5]}, TEXT),
        ({"const": "5"}, NUMBER),
        ({"const": {"a": 1}}, {"a": TEXT, "b": 1}),
        ({"$ref": "#/$defs/short"}, 5),
        ({"title": "Name", "examples": ["x"], "required": ["a"], "minItems": 2}, [TEXT]),
        ({"uniqueItems": True}, [TEXT]),
        ({"properties": {"a": {"maxLength": 1}}}, {"b": TEXT}),
        ({"items": {"minLength": 1}}, [TEXT, TEXT]),
        ({"anyOf": [{"type": "null"}, {"type": "string", "minLength": 1}]}, TEXT),
    ],
)  # fmt: skip
def test_a_keyword_that_decides_alike_sees_nothing(
    schema: Mapping[str, Any], value: object
) -> None:
    assert not is_seen(schema, value)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer"}, NUMBER),
        ({"minLength": 2}, TEXT),
        ({"maxLength": 22}, f"Hi {TEXT}"),
        ({"maximum": 3}, NUMBER),
        ({"multipleOf": 2}, NUMBER),
        ({"pattern": "^https://"}, TEXT),
        ({"pattern": "^https://$"}, LINK),
        ({"pattern": "^Hi(?! Bob)"}, f"Hi {TEXT}"),
        ({"pattern": "^Hi .*$"}, f"Hi {TEXT}"),
        ({"format": "email"}, TEXT),
        ({"enum": ["Hi Ada", "x"]}, f"Hi {TEXT}"),
        ({"enum": [5, "x"]}, NUMBER),
        ({"const": {"a": "x", "b": 1}}, {"a": TEXT, "b": 1}),
        ({"const": ["x", 1]}, [TEXT, 1]),
        ({"uniqueItems": True}, [TEXT, TEXT]),
        ({"$ref": "#/$defs/short"}, TEXT),
        ({"$ref": "#short"}, TEXT),
        ({"properties": {"a": {"maxLength": 1}}}, {"a": TEXT}),
        ({"patternProperties": {"^a": {"maxLength": 1}}}, {"a": TEXT}),
        ({"additionalProperties": {"maxLength": 1}}, {"a": TEXT}),
        ({"items": {"enum": ["a"]}}, [TEXT]),
        ({"prefixItems": [{"enum": ["a"]}]}, [TEXT]),
        ({"contains": {"const": "a"}}, [TEXT]),
        ({"not": {"const": "a"}}, TEXT),
        ({"if": {"const": "a"}, "then": False}, TEXT),
        ({"dependentSchemas": {"a": {"properties": {"a": {"maxLength": 1}}}}}, {"a": TEXT}),
        ({"contentEncoding": "base64"}, TEXT),
        ({"$id": "https://example.com/inner"}, TEXT),
    ],
)  # fmt: skip
def test_a_keyword_that_may_decide_otherwise_sees_the_column(
    schema: Mapping[str, Any], value: object
) -> None:
    assert is_seen(schema, value)


def test_a_schema_that_leads_back_to_itself_ends() -> None:
    schema = {"allOf": [{"$ref": "#"}], "properties": {"m": {"$ref": "#"}}}
    assert not seen_by_schema(schema, MarkedPayload({"m": {"m": TEXT}}, MARKS))


def audited(
    folder: Path, schema: object, properties: str, people: Sequence[dict[str, Any]]
) -> AuditResult:
    kinds: dict[str, tuple[str, ColumnKind]] = {
        "name": ("VARCHAR", "text"),
        "points": ("DOUBLE", "number"),
    }
    population = People({one: kinds[one] for one in people[0]}, list(people))
    made = parse(f'{{"name": "T", "topics": ["news"], "type": "n", "properties": {properties}}}')
    options = AuditOptions(verify=len(people), method="classes")
    with DuckDBEngine(threads=1) as engine:
        return run_audit(made, population, engine, options, project_with_schema(folder, schema))


def told(result: AuditResult) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in result.verdicts:
        for finding in one.verdict.findings:
            found[finding.message] += one.people
    return found


def test_one_number_that_is_not_whole_is_found_among_thousands(tmp_path: Path) -> None:
    people = [{"points": float(number)} for number in range(3_000)]
    people[1_234] = {"points": 1.5}
    schema = {"properties": {"quantity": {"type": "integer"}}}

    result = audited(tmp_path, schema, '{"quantity": {{ customer.points }}}', people)

    assert told(result) == {"`quantity` does not fit the schema: expected a whole number": 1}


def test_lengths_patterns_and_choices_leave_classes_where_they_can(tmp_path: Path) -> None:
    people = [{"name": f"Name {number}"} for number in range(3_000)]
    people[17] = {"name": "x" * 300}
    schema = {
        "properties": {
            "title": {"type": "string", "minLength": 1, "maxLength": 60},
            "link": {"type": "string", "pattern": "^https://"},
        }
    }
    properties = '{"title": "Hi {{ customer.name }}", "link": "https://example.com?n={{ customer.name | url_encode }}"}'

    result = audited(tmp_path, schema, properties, people)

    assert told(result) == {"`title` does not fit the schema: expected maxLength 60": 1}
    assert result.renders < 10


def test_a_column_that_the_schema_chooses_by_is_grouped_by_its_values(tmp_path: Path) -> None:
    people = [{"name": ["free", "pro", "gold"][number % 3]} for number in range(3_000)]
    schema = {"properties": {"plan": {"enum": ["free", "pro"]}}}

    result = audited(tmp_path, schema, '{"plan": "{{ customer.name }}"}', people)

    assert told(result) == {"`plan` does not fit the schema": 1_000}
    (column,) = result.plan.columns
    assert column.reasons == ("a rule of the payload looks at it",)


def test_what_does_not_fit_is_told_without_its_value(tmp_path: Path) -> None:
    people = [
        {"name": name} for name in ("secret", 'se"cret', "s" * 100, "secret is here", "se`cret")
    ]
    schema = {"additionalProperties": {"type": "integer", "description": "5 is fine"}}

    result = audited(tmp_path, schema, '{"m": {{ customer.name | json }}}', people)

    assert told(result) == {"`m` does not fit the schema: expected a whole number": 5}


@pytest.mark.parametrize("seed", range(8))
def test_random_schemas_judge_groups_as_everyone_in_them(tmp_path: Path, seed: int) -> None:
    rng = Random(f"schema {seed}")
    made = parse(
        '{"name": "T", "topics": ["news"], "type": "n", "properties": '
        f"{Maker(rng, tame=True).template()}}}"
    )
    project = project_with_schema(tmp_path, made_schema(rng))
    with DuckDBEngine(threads=1) as engine:
        result = run_audit(made, made_people(rng, 60), engine, project=project)  # else EngineError
    assert result.verified == 60
