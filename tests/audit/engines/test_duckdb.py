import _thread
import sys
import threading
import time
from pathlib import Path

import pytest
from inbox_toolkit.audit.engines.duckdb import (
    INSTALL,
    DuckDBEngine,
)
from inbox_toolkit.audit.engines.engine import EngineError, Row
from inbox_toolkit.errors import UsageError


def rows(engine: DuckDBEngine, sql: str) -> list[Row]:
    return list(engine.query(sql))


HEAVY = "SELECT count(*) FROM range(300000) a(i), range(300000) b(j) WHERE hash(i, j) % 7 = 3"


def test_rows_come_in_batches() -> None:
    with DuckDBEngine() as engine:
        assert len(rows(engine, "SELECT i FROM range(25000) t(i)")) == 25_000
        assert engine.describe("(SELECT 1 AS a, 'x' AS b)") == (("a", "INTEGER"), ("b", "VARCHAR"))


def test_a_table_takes_any_text() -> None:
    held: list[Row] = [("it's", None), ('a "b"', 1), ("'; DROP TABLE x; --", 2), ("🪨\n", 0)]
    like = "SELECT '' AS a, 1 AS \"b'c\""
    with DuckDBEngine() as engine:
        engine.load_table('t "1"', like, held * 600)
        assert engine.describe('"t ""1"""') == (("a", "VARCHAR"), ("b'c", "INTEGER"))
        assert rows(engine, 'SELECT * FROM "t ""1"""') == held * 600
        engine.load_table('t "1"', like, [])
        assert rows(engine, 'SELECT * FROM "t ""1"""') == []


def test_a_sample_is_the_same_for_a_seed() -> None:
    with DuckDBEngine() as engine:
        first, again = (engine.sample("range(10000) t(i)", ["i"], 50, 3) for _ in range(2))
        assert first == again
        assert len(set(first)) == 50
        assert len(engine.sample("range(7) t(i)", ["i"], 50, 3)) == 7


def test_it_can_be_interrupted_within_a_second(ctrl_c: None) -> None:
    with DuckDBEngine() as engine:
        started = time.monotonic()
        threading.Timer(0.3, _thread.interrupt_main).start()
        with pytest.raises(KeyboardInterrupt):
            engine.execute(HEAVY)
        assert time.monotonic() - started < 1.3
        assert rows(engine, "SELECT 1") == [(1,)]


def test_progress_is_a_share() -> None:
    shares: list[tuple[str, float]] = []
    with DuckDBEngine() as engine:
        engine.execute(
            "SELECT count(DISTINCT md5(i::VARCHAR)) FROM range(600000) t(i)",
            "hashing",
            lambda what, share: shares.append((what, share)),
        )
    assert shares
    assert all(what == "hashing" and -1 <= share <= 1 for what, share in shares)


def test_what_duckdb_refuses_is_an_error_of_ours_without_the_statement() -> None:
    with DuckDBEngine() as engine, pytest.raises(EngineError, match="secret") as caught:
        engine.execute("SELECT 'hidden' FROM 'secret.parquet'")
    assert "hidden" not in caught.value.message


def test_memory_is_a_limit_and_what_is_spilled_is_removed(tmp_path: Path) -> None:
    query = (
        "SELECT i, count(*) FROM (SELECT md5(i::VARCHAR) AS i FROM range(1500000) t(i)) GROUP BY 1"
    )
    with DuckDBEngine(memory="40MB", threads=1, spill=tmp_path) as engine:
        assert rows(engine, f"SELECT count(*) FROM ({query})") == [(1_500_000,)]
        assert any(tmp_path.rglob("*"))
    assert not any(tmp_path.iterdir())


def test_no_room_for_spilling_is_said() -> None:
    with DuckDBEngine(memory="40MB", threads=1) as engine:
        engine.execute("SET max_temp_directory_size = '1MB'")
        with pytest.raises(EngineError, match="space for spilling") as caught:
            engine.execute(
                "SELECT count(*) FROM (SELECT DISTINCT md5(i::VARCHAR) FROM range(3000000) t(i))"
            )
    assert "--memory" in (caught.value.help or "")


def test_a_limit_that_is_no_size() -> None:
    with pytest.raises(UsageError, match="much") as caught:
        DuckDBEngine(memory="much")
    assert "2GB" in (caught.value.help or "")


def test_without_duckdb_the_install_command_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError) as caught:
        DuckDBEngine()
    assert caught.value.help == INSTALL


def test_nothing_is_downloaded() -> None:
    with DuckDBEngine() as engine:
        found = rows(engine, "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%'")
    settings = {str(name): value for name, value in found}
    assert settings["autoinstall_known_extensions"] == settings["autoload_known_extensions"]
    assert settings["autoinstall_known_extensions"] == "false"
