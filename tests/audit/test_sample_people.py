import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.sample_people import columns_for, write_people
from inbox_toolkit.errors import UsageError

COUNT = 20_000
TIER = {"type": "object", "properties": {"tier": {"type": "string", "examples": ["diamond"]}}}
ODD = {
    "type": "object",
    "properties": {
        "favorite_color": {"type": "string", "enum": ["mauve", "taupe"]},
        "credits": {"type": ["string", "number"]},
        "renews_at": {"type": "number", "format": "unix-seconds"},
        "opted_in": {"type": "boolean"},
        "pets": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
        "plan": {"type": "number"},
        'a "b"': {"type": "string"},
    },
}  # fmt: skip


def read(file: Path) -> list[dict[str, Any]]:
    with DuckDBEngine() as engine:
        rows = list(engine.query(f"SELECT to_json(p) FROM '{file}' p"))
    return [json.loads(str(row[0])) for row in rows]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    file = tmp_path_factory.mktemp("people") / "people.parquet"
    write_people(file, COUNT, columns_for([TIER, ODD]))
    return read(file)


def test_ids_are_unique_and_everyone_is_there(people: list[dict[str, Any]]) -> None:
    assert len({one["id"] for one in people}) == len(people) == COUNT


def test_names_are_skewed_missing_empty_and_hostile(people: list[dict[str, Any]]) -> None:
    names = Counter(one["first_name"] for one in people)
    assert 0.02 < names[None] / COUNT < 0.04
    assert 0.005 < names[""] / COUNT < 0.015
    assert len(names) > 1_000
    assert names.most_common(2)[1][1] > 20 * COUNT / len(names) / 2
    hostile = {'Dwayne "The Rock"', "back\\slash", "[object Object]", "two\nlines", "🪨", "NaN"}
    assert len(hostile & names.keys()) >= 2
    assert {"\u3000", "محمد", "👩‍🚀 Ana"} <= names.keys()


def test_what_contracts_read_is_there_in_the_type_they_want(people: list[dict[str, Any]]) -> None:
    def of(name: str) -> set[object]:
        return {json.dumps(one[name]) for one in people}

    assert {'"mauve"', '"taupe"', "null"} <= of("favorite_color")
    assert '"diamond"' in of("tier")
    assert of("opted_in") == {"true", "false", "null"}
    assert any(isinstance(one["plan"], int) for one in people)
    assert all(isinstance(json.loads(one["pets"]), list) for one in people if one["pets"])
    assert any(one['a "b"'] for one in people)
    assert any(one["renews_at"] and one["renews_at"] > 1_700_000_000 for one in people)


def test_dates_are_odd_now_and_then(people: list[dict[str, Any]]) -> None:
    assert {"0000-00-00", "1990-02-30"} <= {one["birthday"] for one in people}
    assert any((one["last_seen_at"] or 0) > 253_402_300_799 for one in people)


def test_a_seed_gives_the_same_people_and_another_seed_others(tmp_path: Path) -> None:
    first, again, other = (tmp_path / f"{name}.parquet" for name in ("first", "again", "other"))
    write_people(first, 500, columns_for([ODD], seed=1))
    write_people(again, 500, columns_for([ODD], seed=1))
    write_people(other, 500, columns_for([ODD], seed=2))
    assert read(first) == read(again)
    assert read(first) != read(other)


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".ndjson", ".jsonl", ".jsonl.gz"])
def test_other_formats_hold_the_same_people(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"people{suffix}"
    write_people(file, 3_000, columns_for([ODD]))
    with DuckDBEngine() as engine:
        reader = "read_csv" if "csv" in suffix else "read_json"
        rows = list(engine.query(f"SELECT count(*), count(DISTINCT id) FROM {reader}('{file}')"))
    assert rows == [(3_000, 3_000)]


def test_lines_of_json_mix_numbers_and_texts(tmp_path: Path) -> None:
    file = tmp_path / "people.ndjson"
    write_people(file, 3_000, columns_for([]))
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert {type(one["points"]) for one in lines} == {int, str, type(None)}
    assert {type(one["tags"]) for one in lines} == {list, type(None)}


def test_a_file_is_not_overwritten_and_no_draft_stays(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    write_people(file, 3, columns_for([]))
    before = file.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        write_people(file, 5, columns_for([]))
    assert file.read_bytes() == before
    write_people(file, 5, columns_for([]), replace=True)
    assert file.read_bytes() != before
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["people", "people.xlsx", "people.parquet.gz", ".gz"])
def test_an_unknown_suffix(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="which format"):
        write_people(tmp_path / name, 3, columns_for([]))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        write_people(tmp_path / "nowhere/people.csv", 3, columns_for([]))
