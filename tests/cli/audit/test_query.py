"""``inbox audit --engine sql``: a query is printed, run elsewhere, and its result judged.

Here DuckDB is the warehouse: sqlglot translates each dialect's query for it.
"""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.support.commands import CommandResult, invoke
from tests.support.projects import small_project, write_project

sqlglot = pytest.importorskip("sqlglot")  # of the dev group

NOW = ("--now", "2026-01-15T09:00:00Z")
DIALECTS = ("bigquery", "snowflake", "redshift", "databricks")
PROPERTIES = """{
  "title": "Hi {{ customer.first_name }} {{ customer.last_name | default: 'you' }}",
  {% if customer.points > 500.5 and customer.is_vip %}"body": {{ customer.city | json }},
  {% elsif customer.plan == 'free' %}"body": "{{ customer.points | plus: 1 }}",{% endif %}
  "age": "{{ customer.created_at | date: '%Y' }}", "tier": {{ customer.tier | json }}
}"""
COLUMNS = (
    "id, first_name, last_name, city, plan, points:number, created_at:number, is_vip:boolean, "
    "tier, balance:number, email"
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from inbox_toolkit.cli.error_boundary import run_command
    from inbox_toolkit.cli.main import inbox

    file = tmp_path_factory.mktemp("people") / "people.parquet"
    assert run_command(inbox, ["fixtures", "people", "--count", "4000", "--out", str(file)]) == 0
    return file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path, PROPERTIES, profile={"first_name": "Ada"})


def asked(
    capsys: pytest.CaptureFixture[str], project: Path, dialect: str, *more: str
) -> CommandResult:
    arguments = ("--engine", "sql", "--dialect", dialect, "--table", "people", "--columns", COLUMNS)
    return invoke(capsys, project, "audit", "t", *arguments, *more)


def run_query(query: str, dialect: str, people: Path, file: Path) -> Path:
    """Run a warehouse's query in DuckDB, and export what it gives as CSV or lines of JSON."""
    (sql,) = sqlglot.transpile(query, read=dialect, write="duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW people AS SELECT * FROM '{people}'")
        cursor = connection.execute(sql.replace("OCTET_LENGTH(", "strlen("))
        names = [one[0].upper() for one in cursor.description or ()]
        rows = cursor.fetchall()
    if file.suffix == ".csv":
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerows([names, *rows])
    else:
        lines = (json.dumps(dict(zip(names, row, strict=True))) for row in rows)
        file.write_text("\n".join(lines), "utf-8")
    return file


def comparable(report: str) -> dict[str, Any]:
    (audit,) = json.loads(report)["audits"]
    for name in ("engine", "seconds", "source", "plan", "renders", "verified", "method"):
        audit.pop(name, None)
    return dict(audit)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_result_gives_the_report_of_duckdb(
    project: Path, people: Path, capsys: pytest.CaptureFixture[str], dialect: str
) -> None:
    first = asked(capsys, project, dialect, *NOW)
    assert first.code == 0
    results = ["--result", str(run_query(first.out, dialect, people, project / "first.csv"))]
    second = asked(capsys, project, dialect, *results, "--format", "json")
    if second.code == 2:
        assert "--result FILE" in second.err
        file = run_query(second.out, dialect, people, project / "second.ndjson")
        second = asked(
            capsys, project, dialect, *results, "--result", str(file), "--format", "json"
        )
    expected = invoke(
        capsys, project, "audit", "t", "--people", str(people), "--format", "json", *NOW
    )
    assert (second.code, expected.code) == (1, 1), second.err
    assert comparable(second.out) == comparable(expected.out)


@pytest.mark.parametrize(
    ("dialect", "written", "instead"),
    [
        ("snowflake", "regexp_instr(", "0 * regexp_instr("),
        ("bigquery", "REGEXP_CONTAINS(c", "NOT REGEXP_CONTAINS(c"),
        ("databricks", "octet_length(", "char_length("),
        ("redshift", "STRPOS(c", "0 * STRPOS(c"),
    ],
)
def test_a_warehouse_that_means_something_else_is_refused(
    project: Path,
    people: Path,
    capsys: pytest.CaptureFixture[str],
    dialect: str,
    written: str,
    instead: str,
) -> None:
    properties = '{"title": "Hi {{ customer.first_name }}{% if customer.first_name contains \'an\' %}!{% endif %}"}'
    project = small_project(project, properties, profile={"first_name": "Ada"})
    query = asked(capsys, project, dialect, *NOW).out
    other = query.replace(written, instead).replace(written.upper(), instead.upper())
    assert other != query
    parts = zip(query.split("\nUNION ALL\n"), other.split("\nUNION ALL\n"), strict=True)
    file = run_query(
        "\nUNION ALL\n".join(two for _, two in parts), dialect, people, project / "r.csv"
    )
    ran = asked(capsys, project, dialect, "--result", str(file))
    assert ran.code == 2
    assert "does not class values as this toolkit does" in ran.err


def test_a_result_of_another_query_or_a_damaged_one_is_refused(
    project: Path, people: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    query = asked(capsys, project, "databricks", *NOW).out
    file = run_query(query, "databricks", people, project / "r.csv")
    write_project(project, {"damaged.csv": file.read_text("utf-8").replace("=ada", "=Ada")})
    ran = asked(capsys, project, "databricks", "--result", "damaged.csv")
    assert (ran.code, "takes different texts for the same" in ran.err) == (2, True)
    small_project(project, '{"title": "{{ customer.city | upcase }}"}')
    ran = asked(capsys, project, "databricks", "--result", str(file))
    assert (ran.code, "of another query" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--dialect", "snowflake", "--table", "people"),
            "--columns 'id, first_name, points:number'",
        ),
        (("--dialect", "snowflake", "--columns", "id"), "--table NAME"),
        (("--table", "people", "--columns", "id"), "--dialect bigquery|snowflake"),
        (("--table", "a b", "--columns", "id", "--dialect", "redshift"), "is no name of a table"),
        (
            ("--table", "p", "--columns", "id, a:date", "--dialect", "redshift"),
            "`a:date` is no column",
        ),
        (
            ("--table", "p", "--columns", "name", "--dialect", "redshift"),
            "no column that names people",
        ),
        (
            ("--table", "p", "--columns", "id", "--dialect", "redshift", "--result", "inbox.toml"),
            "not the result",
        ),
        (
            ("--table", "p", "--columns", "id", "--dialect", "redshift", "--result", "none.csv"),
            "cannot be read",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    ran = invoke(capsys, project, "audit", "t", "--engine", "sql", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_chance_cannot_be_asked_of_a_warehouse(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_project(project, '{"title": "{{ customer.first_name }}{{ 9 | random }}"}')
    ran = asked(capsys, project, "bigquery")
    assert ran.code == 2
    assert "has to be rendered for everyone (chance)" in ran.err
