"""DuckDB, the embedded engine: a database in memory that reads files, and can be stopped.

Statements run on a thread of their own, so that Ctrl-C ends one within a fraction of a second and
progress can be shown. Nothing is downloaded: DuckDB's own loading of extensions is off. What does
not fit into memory is spilled to a private folder that is removed with the database.
"""

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from inbox_toolkit.audit.engines.dialect import DUCKDB, Dialect
from inbox_toolkit.audit.engines.engine import EngineError, Progress, Row
from inbox_toolkit.errors import UsageError

INSTALL = 'pip install "inbox-toolkit[audit]"'
MEMORY = "800MB"
"""What it may take, unless the user says otherwise."""
_POLL = 0.05
"""Seconds between two looks at a running statement."""
_BATCH = 2_000
"""Rows that are fetched, or loaded, at a time."""

Result = TypeVar("Result")


class DuckDBEngine:
    """One database; a context manager, for one thread at a time.

    ``memory`` is a size as DuckDB writes it, such as ``1GB``; what does not fit goes to a folder
    below ``spill``, by default the system's temporary one, which is removed again. Raises
    UsageError if DuckDB is not installed or ``memory`` is no size.
    """

    dialect: Dialect = DUCKDB
    is_connected = True

    def __init__(
        self, *, memory: str = MEMORY, threads: int | None = None, spill: Path | None = None
    ) -> None:
        self._duckdb = _import_duckdb()
        self.name = f"DuckDB {self._duckdb.__version__}"
        self._spill = tempfile.mkdtemp(prefix="inbox-audit-", dir=spill)
        try:
            self._connection = self._duckdb.connect(config=_config(memory, threads, self._spill))
        except (self._duckdb.Error, ValueError) as error:
            shutil.rmtree(self._spill, ignore_errors=True)
            raise UsageError(
                f"DuckDB cannot be opened with {memory} of memory: {_first_line(error)}",
                help="write the limit like 800MB or 2GB",
            ) from None
        self._connection.execute("SET enable_progress_bar_print = false")
        self._connection.execute("SET progress_bar_time = 0")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and remove what it spilled."""
        self._connection.close()
        shutil.rmtree(self._spill, ignore_errors=True)

    def run(self, sql: str, *parameters: object) -> list[Row]:
        """Run a statement and return all of its rows."""

        def run() -> list[Row]:
            rows: list[Row] = self._connection.execute(sql, parameters).fetchall()
            return rows

        return self._watched(run)

    def execute(self, sql: str, what: str = "", progress: Progress | None = None) -> None:
        """Run a statement whose rows nobody needs."""
        self._watched(lambda: self._connection.execute(sql), what, progress)

    def describe(self, relation: str) -> tuple[tuple[str, str], ...]:
        """Return the columns of a relation, each with DuckDB's name of its type."""
        rows = self.run(f"DESCRIBE SELECT * FROM {relation}")
        return tuple((str(row[0]), str(row[1])) for row in rows)

    def query(self, sql: str, what: str = "", progress: Progress | None = None) -> Iterator[Row]:
        """Run a query and yield its rows; one query at a time."""
        cursor = self._watched(lambda: self._connection.execute(sql), what, progress)
        while rows := self._watched(lambda: cursor.fetchmany(_BATCH)):
            yield from rows

    def map_rows(
        self,
        sql: str,
        function: Callable[[Iterable[Row]], Iterator[Result]],
        progress: Progress | None = None,
    ) -> Iterator[Result]:
        """Apply a function to the rows of a query, in one part."""
        return function(self.query(sql, "rendering everyone", progress))

    def sample(self, relation: str, columns: Sequence[str], count: int, seed: int) -> list[Row]:
        """Return expressions over people picked at random."""
        picked = (
            f"SELECT * FROM {relation} USING SAMPLE reservoir({count} ROWS) REPEATABLE ({seed})"
        )
        return self.run(f"SELECT {', '.join(columns)} FROM ({picked}) picked")

    def load_table(self, name: str, like: str, rows: Sequence[Row]) -> None:
        """Make a temporary table with the columns of a query, and these rows."""
        table = self.dialect.identifier(name)
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM ({like}) LIMIT 0")
        for at in range(0, len(rows), _BATCH):
            chunk = rows[at : at + _BATCH]
            marks = ", ".join(f"({', '.join('?' * len(row))})" for row in chunk)
            self.run(
                f"INSERT INTO {table} VALUES {marks}", *(value for row in chunk for value in row)
            )

    def _watched(
        self, run: Callable[[], Result], what: str = "", progress: Progress | None = None
    ) -> Result:
        """Run something on a thread, and stop it where this one is interrupted."""
        result: list[Result] = []
        failure: list[BaseException] = []
        # Not Thread.join: until Python 3.13 an interrupted one takes the thread for ended.
        is_over = threading.Event()

        def target() -> None:
            try:
                result.append(run())
            except BaseException as error:  # noqa: BLE001 - raised again on the caller's thread
                failure.append(error)
            finally:
                is_over.set()

        threading.Thread(target=target, name="duckdb", daemon=True).start()
        try:
            while not is_over.wait(_POLL):
                if progress is not None:
                    share = self._connection.query_progress()
                    progress(what, share / 100 if share >= 0 else -1)
        except BaseException:
            self._connection.interrupt()
            while not is_over.wait(_POLL):  # one that was only being planned starts all the same
                self._connection.interrupt()
            raise
        if failure:
            raise self._translated(failure[0]) from None
        return result[0]

    def _translated(self, error: BaseException) -> BaseException:
        """Return an error of DuckDB as one of ours; anything else as it is."""
        if not isinstance(error, self._duckdb.Error):
            return error
        message = _first_line(error)
        if isinstance(error, self._duckdb.OutOfMemoryException):
            return EngineError(
                f"the memory limit, or the space for spilling, is used up: {message}",
                help="allow more with --memory, or free space in the folder for temporary files",
            )
        return EngineError(message, help="check the file, and that nothing is writing it")


def _import_duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise UsageError("this needs DuckDB, which is not installed", help=INSTALL) from None
    return duckdb


def _config(memory: str, threads: int | None, spill: str) -> dict[str, object]:
    return {
        "memory_limit": memory,
        "temp_directory": spill,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
        **({"threads": threads} if threads is not None else {}),
    }


def _first_line(error: BaseException) -> str:
    """Return what DuckDB says, without the statement that it quotes below."""
    lines = [line.strip() for line in str(error).splitlines()]
    return next((line.rstrip(".") for line in lines if line), type(error).__name__)
