from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.mapping import MappingOptions
from inbox_toolkit.audit.sources import find_files, open_people
from inbox_toolkit.errors import UsageError

from tests.support.audits import customers

ALL = MappingOptions()


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as opened:
        yield opened


@pytest.fixture
def folder(engine: DuckDBEngine, tmp_path: Path) -> Path:
    people = "workspace_id, customer_id, internal_customer_id, deleted, suppressed, created_at, updated_at, email_addr"
    t = "TIMESTAMP '2026-01-0{} 00:00:00'"
    rows = [
        [("1", "'u1'", "'c1'", "false", "false", t.format(1), t.format(1), "'old@example.com'"),
         ("1", "'u2'", "'c2'", "false", "false", t.format(1), t.format(1), "'bo@example.com'"),
         ("1", "'u3'", "'c3'", "false", "true", t.format(1), t.format(1), "'s@example.com'"),
         ("1", "NULL", "'c4'", "false", "false", t.format(1), "NULL", "'anon@example.com'")],
        [("1", "'u1'", "'c1'", "false", "false", t.format(1), t.format(3), "'ada@example.com'"),
         ("1", "'u2'", "'c2'", "true", "false", t.format(1), t.format(2), "'bo@example.com'")],
    ]  # fmt: skip
    for number, part in enumerate(rows, 1):
        values = ", ".join(f"({', '.join(row)})" for row in part)
        engine.execute(
            f"COPY (SELECT * FROM (VALUES {values}) v({people})) TO '{tmp_path}/people_v5_1_{number}.parquet'"
        )
    held = [
        ("c1", "first_name", "'Augusta'", 1), ("c1", "first_name", "'Ada'", 2), ("c1", "city", "'Leeds'", 1),
        ("c1", "city", "NULL", 2), ("c1", "nickname", "''", 1), ("c1", "address", """'{"zip": "1"}'""", 1),
        ("c1", "points", "'12'", 1), ("c1", "secret", "'x'", 1), ("c4", "first_name", "'Anon'", 1),
    ]  # fmt: skip
    values = ", ".join(
        f"(1, '{k}', '{name}', {value}, {t.format(at)})" for k, name, value, at in held
    )
    engine.execute(
        f"COPY (SELECT * FROM (VALUES {values}) v(workspace_id, internal_customer_id, attribute_name, attribute_value, timestamp)) "
        f"TO '{tmp_path}/attributes_v5_1_1.parquet'"
    )
    return tmp_path


def patterns(folder: Path) -> list[str]:
    return [str(folder / "people_v*.parquet"), str(folder / "attributes_v*.parquet")]


def test_the_latest_values_of_those_who_are_still_there(engine: DuckDBEngine, folder: Path) -> None:
    kinds = {("customer", "points"): "number"}
    options = MappingOptions(kinds=kinds)  # type: ignore[arg-type]
    source = open_people(engine, find_files(patterns(folder)), options)
    created = {"created_at": 1767225600}
    assert customers(engine, source) == {
        "u1": {
            "id": "u1", "email": "ada@example.com", **created, "first_name": "Ada", "nickname": "",
            "address": {"zip": "1"}, "points": 12, "secret": "x", "internal_customer_id": "c1",
        },
        "c4": {"email": "anon@example.com", **created, "first_name": "Anon", "internal_customer_id": "c4"},
    }  # fmt: skip
    assert source.notes == ("2 deleted or suppressed profiles left out",)
    assert source.population.empty is None


def test_only_what_is_wanted_is_pivoted(engine: DuckDBEngine, folder: Path) -> None:
    options = MappingOptions(wanted=frozenset({"first_name", "missing"}))
    source = open_people(engine, find_files(patterns(folder)), options)
    assert customers(engine, source) == {"u1": {"first_name": "Ada"}, "c4": {"first_name": "Anon"}}


def test_both_kinds_of_files_are_needed(engine: DuckDBEngine, folder: Path) -> None:
    for pattern, missing in zip(patterns(folder), ("attributes", "people"), strict=True):
        with pytest.raises(UsageError, match=f"files of {missing} are missing"):
            open_people(engine, find_files([pattern]), ALL)
