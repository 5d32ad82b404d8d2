"""Sends of files are joined to their people, and each is judged as it would be alone."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import EngineError
from inbox_toolkit.audit.mapping import MappingOptions
from inbox_toolkit.audit.population import LeftOut
from inbox_toolkit.audit.sends import SendOptions, SendsSource, open_sends
from inbox_toolkit.audit.sources import find_files, open_people
from inbox_toolkit.errors import ProjectError, UsageError

from scripts.audit_conformance import audit_sends, send_cases

PATHS = frozenset({("order", "total"), ("order", "items"), ("code",), ("n",)})
OPTIONS = SendOptions(MappingOptions(), PATHS)


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as opened:
        yield opened


def write(file: Path, content: str | bytes) -> str:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(file)


def lines(*sends: dict[str, Any]) -> str:
    return "".join(json.dumps(one) + "\n" for one in sends)


def open_(
    engine: DuckDBEngine,
    folder: Path,
    name: str,
    content: str | bytes,
    *,
    people: str = "id,cio_id,email,plan\nu1,c1,a@x.org,free\nu2,c2,b@x.org,pro\n,c3,c@x.org,\n",
    options: SendOptions = OPTIONS,
) -> SendsSource:
    source = open_people(
        engine, find_files([write(folder / "people.csv", people)]), MappingOptions()
    )
    files = find_files([write(folder / name, content)])
    return open_sends(engine, files, source, options)


def held(engine: DuckDBEngine, source: SendsSource) -> list[tuple[str, Any, Any]]:
    """Return the id, the plan and the message data of each send, in the order of ids."""
    population = source.population
    names = ", ".join(engine.dialect.identifier(one.name) for one in population.columns)
    rows = engine.run(f'SELECT "(id)", {names} FROM {population.relation}')
    found = [(str(row[0]), population.data(population.columns, row[1:])) for row in rows]
    return sorted(
        ((who, data["customer"].get("plan"), data["trigger"]) for who, data in found), key=repr
    )


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
@pytest.mark.parametrize("tame", [True, False])
def test_each_send_is_judged_as_it_is_alone(form: str, tame: bool) -> None:
    for _, template, people, sends in send_cases(7 if tame else 8, 3, 60, tame=tame):
        is_alike, result = audit_sends(template, people, sends, form)
        assert is_alike, template.source.text
        assert result.unit == "sends"


def test_a_path_holds_what_was_sent_whatever_it_is(engine: DuckDBEngine, tmp_path: Path) -> None:
    payloads: list[Any] = [
        {"code": "A", "order": {"total": 12.5, "items": [1, {"a": None}]}, "n": 1},
        {"code": None, "order": {}, "n": 2},
        {"code": 7, "order": None, "n": "three"},
        {"code": "\u0000\n😀'\"", "order": [{"total": 1}], "n": 10**20},
        {"code": "", "order": "none", "n": -5},
        {"order": {"total": None}},
        {},
    ]
    rows = [{"customer_id": "u1", "message_data": one} for one in payloads]
    source = open_(engine, tmp_path, "s.ndjson", lines(*rows))
    expected = [("u1", "free", one) for one in payloads]
    assert held(engine, source) == sorted(expected, key=repr)
    kinds = {one.column.name: one.column.kind for one in source.columns}
    assert (kinds["trigger.code"], kinds["trigger.n"]) == ("text", "number")
    assert kinds["trigger.order"] == "json"


def test_a_member_named_twice_is_read_as_the_service_does(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    content = (
        '{"id": "u1", "message_data": {"order": {"total": 1, "total": 2}}}\n'
        '{"id": "u2", "message_data": {"order": {"total": 3}}}\n'
    )
    source = open_(engine, tmp_path, "s.ndjson", content)
    assert held(engine, source) == [
        ("u1", "free", {"order": {"total": 2}}),
        ("u2", "pro", {"order": {"total": 3}}),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("s.csv", 'customer_id,message_data\nu1,"{""code"": ""A""}"\n'),
        ("s.csv.gz", gzip.compress(b"id,trigger.code\nu1,A\n", mtime=0)),
        ("s.ndjson", '{"identifiers": {"id": "u1"}, "message_data": {"code": "A", "x": 1}}\n'),
        ("s.jsonl.gz", gzip.compress(b'{"id": "u1", "data": {"code": "A"}}\n', mtime=0)),
        ("s.ndjson", '{"cio_id": "c1", "trigger": {"code": "A"}}\n'),
        ("s.csv", "id,email,trigger.code\nu1,b@x.org,A\n"),
        ("s.csv", 'identifiers,message_data\n"{""email"": ""a@x.org""}","{""code"":""A""}"\n'),
    ],
)
def test_forms_of_files(
    engine: DuckDBEngine, tmp_path: Path, name: str, content: str | bytes
) -> None:
    assert held(engine, open_(engine, tmp_path, name, content)) == [("u1", "free", {"code": "A"})]


def test_parquet_with_structs(engine: DuckDBEngine, tmp_path: Path) -> None:
    file = tmp_path / "s.parquet"
    engine.execute(
        f"""COPY (SELECT {{'id': 'u2'}} AS identifiers,
        {{'code': 'A', 'n': 5, 'order': {{'total': 1.5}}}} AS message_data) TO '{file}'"""
    )
    source = open_(engine, tmp_path, "s.parquet", file.read_bytes())
    assert held(engine, source) == [("u2", "pro", {"code": "A", "n": 5, "order": {"total": 1.5}})]


def test_each_send_names_its_person_in_its_own_way(engine: DuckDBEngine, tmp_path: Path) -> None:
    sends = [
        {"identifiers": one, "message_data": {}}
        for one in ({"id": "u1"}, {"cio_id": "c2"}, {"email": "c@x.org"}, {"id": "zz"}, {})
    ]
    source = open_(engine, tmp_path, "s.ndjson", lines(*sends))
    assert [who for who, _, _ in held(engine, source)] == ["c3", "u1", "u2"]
    assert [(one.source, one.people) for one in source.joins] == [
        ("identifiers.id", "id"), ("identifiers.cio_id", "cio_id"), ("identifiers.email", "email"),
    ]  # fmt: skip
    assert source.population.left_out == LeftOut(unknown=2)
    assert "2 sends are to nobody of people.csv and not judged" in source.notes[0]


def test_a_column_called_id_may_be_that_of_the_send(engine: DuckDBEngine, tmp_path: Path) -> None:
    source = open_(engine, tmp_path, "s.csv", "id,customer_id,trigger.code\n99,u2,A\n")
    assert [who for who, _, _ in held(engine, source)] == ["u2"]


def test_columns_can_be_set(engine: DuckDBEngine, tmp_path: Path) -> None:
    content = 'recipient,payload\nu1,"{""code"": ""A""}"\n'
    options = SendOptions(MappingOptions(), PATHS, "recipient", "payload")
    source = open_(engine, tmp_path, "s.csv", content, options=options)
    assert held(engine, source) == [("u1", "free", {"code": "A"})]
    paths = {"Code": ("trigger", "code")}
    options = SendOptions(MappingOptions(paths=paths), PATHS, "recipient")
    source = open_(engine, tmp_path, "s.csv", "recipient,Code\nu2,B\n", options=options)
    assert held(engine, source) == [("u2", "pro", {"code": "B"})]


def test_a_person_may_get_several_and_others_none(engine: DuckDBEngine, tmp_path: Path) -> None:
    source = open_(engine, tmp_path, "s.csv", "id,trigger.code\nu1,A\nu1,B\n")
    assert [who for who, _, _ in held(engine, source)] == ["u1", "u1"]
    assert source.notes == ()


def test_people_in_several_rows_are_said(engine: DuckDBEngine, tmp_path: Path) -> None:
    people = "id,plan\nu1,free\nu1,pro\n"
    source = open_(engine, tmp_path, "s.csv", "id,trigger.code\nu1,A\n", people=people)
    assert len(held(engine, source)) == 2
    assert "1 send more are judged" in source.notes[0]


def test_what_is_no_object_is_left_out_and_said(engine: DuckDBEngine, tmp_path: Path) -> None:
    payloads = ["{", "[1]", '"text"', '{"code": 1, "code": 2}', "", "null", "{}"]
    rows = ["id,message_data", *(f'u1,"{one.replace(chr(34), chr(34) * 2)}"' for one in payloads)]
    source = open_(engine, tmp_path, "s.csv", "\n".join(rows) + "\n")
    assert held(engine, source) == [("u1", "free", {})] * 3
    assert source.population.left_out == LeftOut(unreadable=4)
    assert "4 sends have message data that is no JSON object" in source.notes[0]


def test_no_sends_at_all(engine: DuckDBEngine, tmp_path: Path) -> None:
    source = open_(engine, tmp_path, "s.csv", "id,message_data\n")
    assert held(engine, source) == []


@pytest.mark.parametrize(
    ("content", "message", "help_"),
    [
        ("id,code\nu1,A\n", "no column with message data", "send_data"),
        ("who,message_data\nu1,{}\n", "no column that names someone of people.csv", "send_id"),
        ("id,message_data\nzz,{}\n", "no send of s.csv is to anyone of people.csv", "send_id"),
    ],
)
def test_what_cannot_be_joined(
    engine: DuckDBEngine, tmp_path: Path, content: str, message: str, help_: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        open_(engine, tmp_path, "s.csv", content)
    assert help_ in (caught.value.help or "")


def test_settings_that_fit_no_column(engine: DuckDBEngine, tmp_path: Path) -> None:
    for options in (
        SendOptions(MappingOptions(), PATHS, key="recipient"),
        SendOptions(MappingOptions(), PATHS, payload="recipient"),
    ):
        with pytest.raises(UsageError, match="no column `recipient`"):
            open_(engine, tmp_path, "s.csv", "id,message_data\nu1,{}\n", options=options)


def test_a_quote_that_is_not_closed(engine: DuckDBEngine, tmp_path: Path) -> None:
    rows = ["id,message_data", *("u1,{}" for _ in range(30_000)), 'u1,"{', "u1,{}"]
    with pytest.raises(EngineError) as caught:
        open_(engine, tmp_path, "s.csv", "\n".join(rows) + "\n")
    assert caught.value.help


def test_half_a_file_and_one_that_grows(engine: DuckDBEngine, tmp_path: Path) -> None:
    with pytest.raises(EngineError):
        open_(engine, tmp_path, "s.parquet", b"PAR1....")
    source = open_(engine, tmp_path, "s.csv", "id,message_data\nu1,{}\n")
    write(tmp_path / "s.csv", "id,message_data\nu1,{}\nu1,{}\n")
    with pytest.raises(ProjectError, match="changed while it was read"):
        source.files.check_unchanged()
