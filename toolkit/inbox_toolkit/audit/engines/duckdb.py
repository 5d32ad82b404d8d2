"""DuckDB, the embedded engine: a database in memory that reads files, and can be stopped.

Statements run on a thread of their own, so that Ctrl-C ends one within a fraction of a second and
progress can be shown. Nothing is downloaded: DuckDB's own loading of extensions is off. What does
not fit into memory is spilled to a private folder that is removed with the database.
"""

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from inbox_toolkit.audit.engines.dialect import DUCKDB
from inbox_toolkit.audit.engines.engine import EngineError, Progress, Row
from inbox_toolkit.errors import UsageError

INSTALL = 'pip install "inbox-toolkit[audit]"'
_POLL = 0.05
"""Seconds between two looks at a running statement."""
_BATCH = 10_000
"""Rows that are fetched, or loaded, at a time."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class DuckDbOptions:
    """Limits: ``memory`` as DuckDB writes it, such as ``1GB``; where to spill what exceeds it."""

    memory: str = "1GB"
    threads: int | None = None
    spill_folder: str | None = None


class DuckDbEngine:
    """One database; a context manager, for one thread at a time.

    Raises UsageError if DuckDB is not installed or an option is no size.
    """

    def __init__(self, options: DuckDbOptions | None = None) -> None:
        options = options or DuckDbOptions()
        self._duckdb = _import_duckdb()
        self.name = f"DuckDB {self._duckdb.__version__}"
        self.dialect = DUCKDB
        self._spill = tempfile.mkdtemp(prefix="inbox-spill-", dir=options.spill_folder)
        try:
            self._connection = self._duckdb.connect(config=_config(options, self._spill))
        except (self._duckdb.Error, ValueError) as error:
            shutil.rmtree(self._spill, ignore_errors=True)
            raise UsageError(
                f"DuckDB cannot be opened with {options.memory} of memory: {_first_line(error)}",
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

    def describe(self, relation: str) -> tuple[tuple[str, str], ...]:
        """Return the columns of a relation, each with DuckDB's name of its type."""
        rows = self.query(f"DESCRIBE SELECT * FROM {relation}")
        return tuple((str(name), str(kind)) for name, kind, *_ in rows)

    def query(self, sql: str, what: str = "", progress: Progress | None = None) -> Iterator[Row]:
        """Run a query, and yield its rows as they are fetched; run no other one meanwhile."""
        self.execute(sql, what, progress)
        while batch := self._watched(lambda: self._connection.fetchmany(_BATCH)):
            yield from batch

    def execute(self, sql: str, what: str = "", progress: Progress | None = None) -> None:
        """Run a statement."""
        self._watched(lambda: self._connection.execute(sql), what, progress)

    def load_table(self, name: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Make a temporary table of VARCHAR columns, replacing one of that name."""
        quoted = [self.dialect.identifier(one) for one in columns]
        table = self.dialect.identifier(name)
        declared = ", ".join(f"{one} VARCHAR" for one in quoted)
        self.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({declared})")
        fields = ", ".join("unnest(CAST(? AS VARCHAR[]))" for _ in columns)
        insert = f"INSERT INTO {table} SELECT {fields}"
        for start in range(0, len(rows), _BATCH):
            lists = [list(one) for one in zip(*rows[start : start + _BATCH], strict=True)]
            self._watched(partial(self._connection.execute, insert, lists))

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
            is_over.wait()
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


def _config(options: DuckDbOptions, spill: str) -> dict[str, object]:
    config: dict[str, object] = {
        "memory_limit": options.memory,
        "temp_directory": spill,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    if options.threads is not None:
        config["threads"] = options.threads
    return config


def _first_line(error: BaseException) -> str:
    """Return what DuckDB says, without the statement that it quotes below."""
    lines = [line.strip() for line in str(error).splitlines()]
    return next((line.rstrip(".") for line in lines if line), type(error).__name__)
