"""Read people as templates read them, and make results of audits without people."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.mapping import ID_COLUMN
from inbox_toolkit.audit.result import (
    AuditResult,
    CaseFinding,
    Delivery,
    Plan,
    Verdict,
    VerdictCount,
)
from inbox_toolkit.audit.sources import PeopleSource
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)


def finding(
    template: Template, rule: str, marked: str, message: str, path: str = ""
) -> CaseFinding:
    """Return what a rule says of the first place in the template that holds a text."""
    body = template.body
    assert body is not None
    at = body.text.index(marked)
    place = template.locate(Span(at, at + len(marked)))
    severity = Severity.WARNING if rule == "wrong-type" else Severity.ERROR
    return CaseFinding(rule, severity, place, message, path)


def missing(template: Template, path: str) -> CaseFinding:
    return finding(template, "missing-value", path, f"`{path}` has no value", path)


def count(
    people: int,
    first_id: str,
    *findings: CaseFinding,
    delivery: Delivery = "delivered",
    branches: tuple[int, ...] = (),
    by: Mapping[str, Mapping[str | None, int]] | None = None,
    customer: Mapping[str, object] | None = None,
) -> VerdictCount:
    """Return a verdict with its people."""
    verdict = Verdict(delivery, findings, frozenset(branches))
    return VerdictCount(
        verdict, people, first_id, {"customer": customer or {}, "trigger": {}}, by or {}
    )


def result(
    template: Template, *verdicts: VerdictCount, data_name: str | None = "standard"
) -> AuditResult:
    """Return the result of an audit with these verdicts."""
    total = sum(one.people for one in verdicts)
    plan = Plan("classes", "few groups", len(verdicts))
    return AuditResult(
        template, data_name, "people.parquet", total, NOW, 1.25, "DuckDB 2.0.1", plan,
        tuple(sorted(verdicts, key=lambda one: -one.people)), len(verdicts), 1_000,
    )  # fmt: skip


def customers(engine: DuckDBEngine, source: PeopleSource) -> dict[str, dict[str, Any]]:
    """Return what templates read as ``customer``, by id."""
    columns = source.population.columns
    names = ", ".join(engine.dialect.identifier(one.name) for one in columns)
    rows = engine.query(f'SELECT "{ID_COLUMN}"{names and ", "}{names} FROM people ORDER BY 1')
    return {str(row[0]): source.population.data(columns, row[1:])["customer"] for row in rows}
