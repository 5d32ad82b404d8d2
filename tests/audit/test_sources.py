import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import EngineError
from inbox_toolkit.audit.mapping import MappingOptions
from inbox_toolkit.audit.population import EmptyPolicy
from inbox_toolkit.audit.sources import PeopleSource, find_files, open_people
from inbox_toolkit.errors import ProjectError, UsageError

from tests.support.audits import customers

ANY = MappingOptions()


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as opened:
        yield opened


def write(file: Path, content: str | bytes) -> str:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(file)


def parquet(engine: DuckDBEngine, file: Path, select: str) -> str:
    engine.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet)")
    return str(file)


def open_(
    engine: DuckDBEngine,
    *files: str,
    options: MappingOptions = ANY,
    empty: EmptyPolicy = "missing",
) -> PeopleSource:
    return open_people(engine, find_files(files), options, empty=empty)


def test_parquet_keeps_types(engine: DuckDBEngine, tmp_path: Path) -> None:
    file = parquet(
        engine,
        tmp_path / "p.parquet",
        """SELECT 7 AS id, 'Ada' AS first_name, 12.50::DECIMAL(9,2) AS spent, true AS vip,
        TIMESTAMP '2026-01-15 09:00:00.75' AS seen, TIMESTAMPTZ '2026-01-15 09:00:00+00' AS seen_tz,
        DATE '1990-02-03' AS born, ['a', 'b'] AS tags, NULL AS nothing, 'NaN'::DOUBLE AS ratio,
        {'city': 'Köln', 'geo': {'lat': 1.5}} AS address, 170141183460469231731687303715884105727::HUGEINT AS huge,
        '{"a": 1}' AS extra, 'infinity'::TIMESTAMP AS never, 'ok'::ENUM('ok') AS state""",
    )
    source = open_(engine, file)
    assert customers(engine, source) == {
        "7": {
            "id": 7, "first_name": "Ada", "spent": 12.5, "vip": True, "seen": 1768467600,
            "seen_tz": 1768467600, "born": "1990-02-03", "tags": ["a", "b"],
            "address": {"city": "Köln", "geo": {"lat": 1.5}}, "huge": 1.7014118346046923e38,
            "extra": {"a": 1}, "state": "ok",
        }
    }  # fmt: skip
    labels = {one.column.label: one.column.kind for one in source.columns}
    assert labels["customer.address.geo.lat"] == "number"
    assert (labels["customer.extra"], labels["customer.tags"]) == ("json", "json")


@pytest.mark.parametrize(("empty", "held"), [("missing", {}), ("text", {"name": "", "zip": ""})])
def test_csv_is_text_and_what_is_empty_is_as_asked(
    engine: DuckDBEngine, tmp_path: Path, empty: EmptyPolicy, held: dict[str, str]
) -> None:
    file = write(tmp_path / "p.csv", 'id,name,zip\n1,,""\n2,"a ""b""\nc",01234\n')
    source = open_(engine, file, empty=empty)
    found = customers(engine, source)
    assert found == {
        "1": {"id": "1", **held},
        "2": {"id": "2", "name": 'a "b"\nc', "zip": "01234"},
    }
    assert source.population.empty == empty


def test_an_export_of_the_app_api(engine: DuckDBEngine, tmp_path: Path) -> None:
    rows = (
        "id,cio_id,email,unsubscribed,first_name,points,address,address.zip\n"
        'u1,a1,ada@example.com,false,Ada,120,"{""city"":""Leeds""}",\n'
        ",a2,bo@example.com,true,Bo,n/a,Leeds,50667\n"
    )
    kinds = {("customer", "points"): "number", ("customer", "unsubscribed"): "boolean"}
    options = MappingOptions(kinds=kinds)  # type: ignore[arg-type]
    content = gzip.compress(rows.encode())
    source = open_(engine, write(tmp_path / "p.csv.gz", content), options=options)
    assert customers(engine, source) == {
        "u1": {
            "id": "u1", "cio_id": "a1", "email": "ada@example.com", "unsubscribed": False,
            "first_name": "Ada", "points": 120, "address": "…",
        } | {"address": source.population.columns[6].decode('{"city":"Leeds"}')},
        "a2": {
            "cio_id": "a2", "email": "bo@example.com", "unsubscribed": True, "first_name": "Bo",
            "points": "n/a", "address": {"zip": "50667"},
        },
    }  # fmt: skip
    assert source.id_source == "id"


def test_likely_numbers_are_numbers_where_most_values_are(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "p.csv", "id,points,zip,city\n1,12,01234,Leeds\n2,0.5,02345,7\n3,n/a,5,Ely\n"
    )
    likely = frozenset({("customer", one) for one in ("points", "zip", "city")})
    source = open_(engine, file, options=MappingOptions(likely_numbers=likely))
    kinds = {one.source: one.column.kind for one in source.columns}
    assert kinds == {"id": "text", "points": "number", "zip": "text", "city": "text"}
    assert customers(engine, source)["3"]["points"] == "n/a"


def test_lines_of_json_keep_what_each_line_has(engine: DuckDBEngine, tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"id": "a", "n": 1, "when": "2024-01-01", "mixed": 1, "o": {"x": 1}, "flag": True, "uuid": "a1b2c3d4-e5f6-7890-abcd-ef1234567890"},
        {"id": "b", "n": 2.5, "when": "soon", "mixed": "1", "o": {"y": None}, "list": [1, {"k": "v"}]},
        {"id": "c", "mixed": {"deep": [1]}, "big": 10000000000000000000000, "n": None},
    ]  # fmt: skip
    text = "\n".join(json.dumps(one) for one in lines)
    for name, content in (
        ("p.ndjson", text.encode()),
        ("p.jsonl.gz", gzip.compress(text.encode())),
    ):
        found = customers(engine, open_(engine, write(tmp_path / name, content)))
        expected = [{k: v for k, v in one.items() if v is not None} for one in lines]
        assert list(found.values()) == expected


def test_names_that_are_hard_to_map(engine: DuckDBEngine, tmp_path: Path) -> None:
    line = {
        "id": "a", "customer": {"name": "inner"}, "customer.x": 1, ".odd": 2, "a..b": 3, "(id)": 4,
        'q"uote': 5, "it's": 6, "with space": 7,
    }  # fmt: skip
    found = customers(engine, open_(engine, write(tmp_path / "p.ndjson", json.dumps(line))))
    assert found["a"]["name"] == "inner"
    assert found["a"]["x"] == 1
    assert (found["a"][".odd"], found["a"]["a..b"], found["a"]["(id)"]) == (2, 3, 4)
    assert (found["a"]['q"uote'], found["a"]["it's"], found["a"]["with space"]) == (5, 6, 7)
    file = parquet(engine, tmp_path / "p.parquet", "SELECT 1 AS id, {'name': 'struct'} AS customer")
    assert customers(engine, open_(engine, file))["1"] == {"id": 1, "name": "struct"}
    file = parquet(engine, tmp_path / "t.parquet", "SELECT 1 AS id, 'text' AS customer")
    assert customers(engine, open_(engine, file))["1"] == {"id": 1, "customer": "text"}


def test_what_is_configured_wins(engine: DuckDBEngine, tmp_path: Path) -> None:
    file = write(tmp_path / "p.csv", "Key,First Name,id\nk1,Ada,1\n")
    options = MappingOptions("Key", {"First Name": ("customer", "first_name")})
    source = open_(engine, file, options=options)
    assert customers(engine, source) == {"k1": {"Key": "k1", "first_name": "Ada", "id": "1"}}
    with pytest.raises(UsageError, match="no column `Kee`") as caught:
        open_(engine, file, options=MappingOptions("Kee"))
    assert "First Name" in (caught.value.help or "")


def test_only_what_is_wanted_is_read(engine: DuckDBEngine, tmp_path: Path) -> None:
    file = write(tmp_path / "p.csv", "id,first_name,secret\n1,Ada,x\n")
    source = open_(engine, file, options=MappingOptions(wanted=frozenset({"first_name"})))
    assert customers(engine, source) == {"1": {"first_name": "Ada"}}
    assert source.unread == 2


def test_several_files_may_differ_in_columns(engine: DuckDBEngine, tmp_path: Path) -> None:
    write(tmp_path / "p1.csv", "id,a\n1,x\n")
    write(tmp_path / "p2.csv", "b,id\ny,2\n")
    source = open_(engine, str(tmp_path / "p*.csv"))
    assert customers(engine, source) == {"1": {"id": "1", "a": "x"}, "2": {"id": "2", "b": "y"}}
    assert source.files.name == "p1.csv and 1 more"


@pytest.mark.parametrize(
    ("content", "people"), [("id,name\n", 0), ("id,name\n1,Ada\n", 1), ("id,name", 0)]
)
def test_few_people(engine: DuckDBEngine, tmp_path: Path, content: str, people: int) -> None:
    source = open_(engine, write(tmp_path / "p.csv", content))
    assert len(customers(engine, source)) == people


def test_no_people_at_all_in_other_formats(engine: DuckDBEngine, tmp_path: Path) -> None:
    file = parquet(engine, tmp_path / "p.parquet", "SELECT 1 AS id, 'x' AS a WHERE false")
    assert customers(engine, open_(engine, file)) == {}
    with pytest.raises((UsageError, EngineError)):
        open_(engine, write(tmp_path / "p.ndjson", ""))
    with pytest.raises((UsageError, EngineError)):
        open_(engine, write(tmp_path / "p.csv", ""))


def test_five_thousand_columns(engine: DuckDBEngine, tmp_path: Path) -> None:
    names = [f"c{i}" for i in range(5_000)]
    text = ",".join(["id", *names]) + "\n" + ",".join(["1", *names]) + "\n"
    file = write(tmp_path / "wide.csv", text)
    source = open_(engine, file, options=MappingOptions(wanted=frozenset({"c4999"})))
    assert customers(engine, source) == {"1": {"c4999": "c4999"}}
    assert len(customers(engine, open_(engine, file))["1"]) == 5_001


def test_ids_that_occur_twice_are_said(engine: DuckDBEngine, tmp_path: Path) -> None:
    source = open_(engine, write(tmp_path / "p.csv", "id,a\n1,x\n1,y\n2,z\n"))
    assert source.notes == ("1 id in several rows: each row is judged and counted",)


@pytest.mark.parametrize("at", [1, 500, 20_481, 90_001, 119_999])
@pytest.mark.parametrize("broken", ['"Ada', '"Ada"x', '"Ada""'])
def test_a_quote_that_is_not_closed(
    engine: DuckDBEngine, tmp_path: Path, at: int, broken: str
) -> None:
    lines = ["id,name", *(f"{i},Ada" for i in range(120_000))]
    lines[at] = f"{at},{broken}"
    for name in ("p.csv", "p.csv.gz"):
        content = ("\n".join(lines) + "\n").encode()
        file = write(tmp_path / name, gzip.compress(content, 1) if name.endswith("gz") else content)
        with pytest.raises(
            (EngineError, UsageError), match=rf"(?i)line:? {at + 1:,}|{at + 1}"
        ) as caught:
            open_(engine, file)
        assert caught.value.help


def test_half_a_parquet_file(engine: DuckDBEngine, tmp_path: Path) -> None:
    whole = Path(parquet(engine, tmp_path / "p.parquet", "SELECT range AS id FROM range(9999)"))
    file = write(tmp_path / "half.parquet", whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(EngineError, match=r"half\.parquet"):
        open_(engine, file)


def test_a_line_that_is_not_json(engine: DuckDBEngine, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="JSON"):
        open_(engine, write(tmp_path / "p.ndjson", '{"id": 1}\n{"id": 2\n'))


def test_a_file_that_grows(engine: DuckDBEngine, tmp_path: Path) -> None:
    file = parquet(engine, tmp_path / "p.parquet", "SELECT 1 AS id")
    source = open_(engine, file)
    source.files.check_unchanged()
    parquet(engine, tmp_path / "p.parquet", "SELECT range AS id FROM range(99)")
    with pytest.raises(ProjectError, match="changed while it was read"):
        source.files.check_unchanged()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nobody.csv", "there is no file"),
        ("nobody*.csv", "no file matches"),
        (".", "is a folder"),
        ("https://example.com/p.parquet", "cannot be read"),
        ("people.xlsx", "does not say which format"),
    ],
)
def test_files_that_cannot_be(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "people.xlsx").touch()
    with pytest.raises(UsageError, match=message):
        find_files([name if "://" in name else str(tmp_path / name)])


def test_formats_are_not_mixed(tmp_path: Path) -> None:
    files = [write(tmp_path / name, "") for name in ("a.csv", "b.ndjson")]
    with pytest.raises(UsageError, match="several formats"):
        find_files(files)


@pytest.mark.parametrize("line", ["[1, 2]", "7", '"text"', '{"": 1}'])
def test_lines_that_are_no_objects(engine: DuckDBEngine, tmp_path: Path, line: str) -> None:
    with pytest.raises(UsageError, match="one JSON object"):
        open_(engine, write(tmp_path / "p.ndjson", line))


def test_cloud_storage_needs_an_extension_and_downloads_none(engine: DuckDBEngine) -> None:
    with pytest.raises(UsageError, match="httpfs") as caught:
        open_(engine, "s3://bucket/people.parquet")
    assert "INSTALL httpfs" in (caught.value.help or "")


def test_nobody_can_be_named(engine: DuckDBEngine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names people") as caught:
        open_(engine, write(tmp_path / "p.csv", "name,city\nAda,Leeds\n"))
    assert "name, city" in (caught.value.help or "")
