"""The file under the journal: one owner, clear errors, every commit flushed, all or nothing."""

import sqlite3
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.sandbox.database import Database


def test_a_file_has_one_owner(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    first = Database(file)
    with pytest.raises(UsageError, match="another sandbox") as caught:
        Database(file)
    assert "--memory" in (caught.value.help or "")
    first.close()
    Database(file).close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be one", None])
def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "journal.db"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content * 50)
    with pytest.raises(ProjectError, match="cannot be used as the sandbox's database") as caught:
        Database(file)
    assert "--db" in (caught.value.help or "")


def test_a_database_of_another_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    connection = sqlite3.connect(file)
    connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(ProjectError, match="version 99"):
        Database(file)


def test_commits_survive_the_process(tmp_path: Path) -> None:
    journal = Database(tmp_path / "journal.db")
    assert journal.pragmas() == ("wal", 1)
    journal.close()


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_change_happens_whole_or_not_at_all(tmp_path: Path, on_disk: bool) -> None:
    journal = Database(tmp_path / "journal.db" if on_disk else None)
    with pytest.raises(sqlite3.IntegrityError):
        add(journal, "b", "a", "a")
    assert journal.value("select count(*) from people") == 0
    add(journal, "a")
    assert journal.rows("select * from people") == [("a", "{}")]
    assert journal.value("select attributes from people where cio_id = ?", "none") is None
    journal.close()


def add(journal: Database, *people: str) -> None:
    with journal.transaction() as write:
        for one in people:
            write.execute("insert into people values (?, '{}')", (one,))
