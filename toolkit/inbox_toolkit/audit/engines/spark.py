"""Spark: a session that groups people where they are, and judges rows on its executors.

The session is the user's own (``spark-submit``, a notebook, a cluster's master), or a local one
that is started and stopped here. Statements run in a session of their own within it, so that its
settings and temporary views touch nobody else's. What renders rows on the executors is this very
package: it must be installed there, in the same version.
"""

import logging
import os
import pickle
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from threading import Thread, current_thread, main_thread
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

from inbox_toolkit.audit.engines.dialect import SPARK, Dialect
from inbox_toolkit.audit.engines.engine import EngineError, Progress, Row
from inbox_toolkit.errors import UsageError

INSTALL = 'pip install "inbox-toolkit[spark]"'
LOCAL = "local[*]"
"""The master of a session of our own: every core of this machine."""
_PATIENCE = 1.0
"""Seconds that cancelling may take before the interrupt goes on."""
_MARGIN = 5
"""Standard deviations by which a random sample is drawn larger than it has to be."""

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.groupByOrdinal": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10000",
}
"""What the SQL of an audit counts on, set in a session of its own."""

_TYPES = {
    "byte": "TINYINT", "short": "SMALLINT", "integer": "INTEGER", "long": "BIGINT",
    "float": "FLOAT", "double": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE", "timestamp_ntz": "TIMESTAMP", "string": "VARCHAR",
    "struct": "STRUCT", "array": "LIST[]", "map": "MAP", "variant": "VARIANT",
}  # fmt: skip
"""SQL's names of Spark's types, by what Spark calls them in a schema's JSON."""

Result = TypeVar("Result")


class SparkEngine:
    """One session of Spark; a context manager, for one thread at a time.

    ``master`` is an address as Spark writes it, such as ``spark://host:7077`` or ``local[2]``; by
    default a session that is active is used, else one on all cores of this machine is started.
    ``memory``, as DuckDB writes it, is what a session that is started may take. Raises UsageError
    if PySpark or Java is not installed, EngineError if Spark does not start.
    """

    dialect: Dialect = SPARK
    is_connected = True

    def __init__(self, *, master: str | None = None, memory: str | None = None) -> None:
        self._spark = _import_spark()
        self._started: Any = None
        is_running = self._spark.SparkContext._active_spark_context is not None
        self._is_interrupted = False
        self._on_interrupt = signal.getsignal(signal.SIGINT)
        active = self._start(master or LOCAL, memory)  # the one that is running, if there is
        self._take_interrupts()
        if not is_running:
            self._started = active
        self._session = active.newSession()
        for name, value in _SETTINGS.items():
            self._session.conf.set(name, value)
        self.name = f"Spark {self._session.version}"
        self._is_checked = False

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
        """Stop the session if it was started here."""
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, self._on_interrupt)
        if self._started is not None:
            self._started.stop()
            self._started = None

    def _start(self, master: str, memory: str | None) -> Any:
        if not _java():
            raise UsageError(
                "Spark needs Java 17 or newer, which is not installed",
                help="install it (on Debian: apt-get install openjdk-17-jre-headless), or say "
                "where it is with JAVA_HOME",
            )
        builder = (
            self._spark.sql.SparkSession.builder.master(master)
            .appName("inbox audit")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
        )
        if master.startswith("local"):
            builder = builder.config("spark.ui.enabled", "false")
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers are this machine's
        if memory:
            builder = builder.config("spark.driver.memory", memory.lower().removesuffix("b"))
        try:
            with _quiet_java():
                return builder.getOrCreate()
        except Exception as error:  # noqa: BLE001 - py4j's and PySpark's have no common class
            raise EngineError(
                f"Spark does not start with the master {master}: {_first_line(error)}",
                help="check --spark-master, --memory, and that `java -version` says 17 or newer",
            ) from None

    def _take_interrupts(self) -> None:
        """Have Ctrl-C raise KeyboardInterrupt and nothing more, if it is heeded at all.

        PySpark's own handler asks Java to cancel over the connection on which this thread may be
        waiting for an answer: then one of the two is lost.
        """
        if current_thread() is main_thread():
            is_heeded = callable(self._on_interrupt)
            signal.signal(signal.SIGINT, self._interrupt if is_heeded else self._on_interrupt)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self._is_interrupted = True
        raise KeyboardInterrupt

    # What every engine does --------------------------------------------------------------

    def describe(self, relation: str) -> tuple[tuple[str, str], ...]:
        """Return the columns of a relation, each with SQL's name of its type."""
        with self._translated():
            frame = self._session.sql(f"SELECT * FROM {relation} LIMIT 0")
            fields = frame.schema.fields
        return tuple((str(one.name), _type_name(one.dataType)) for one in fields)

    def query(self, sql: str, what: str = "", progress: Progress | None = None) -> Iterator[Row]:
        """Run a query and yield its rows, a partition at a time."""
        if progress is not None:
            progress(what, -1)
        with self._translated():
            for row in self._session.sql(sql).toLocalIterator(prefetchPartitions=True):
                yield tuple(row)

    def map_rows(
        self,
        sql: str,
        function: Callable[[Iterable[Row]], Iterator[Result]],
        progress: Progress | None = None,
    ) -> Iterator[Result]:
        """Apply a function to the rows of a query on the executors, a partition at a time.

        Raises EngineError if an executor lacks this package, or has another version of it.
        """
        self._check_workers()
        if progress is not None:
            progress("rendering everyone", -1)

        def apply(batches: Iterator[Any]) -> Iterator[Any]:
            import pickle

            import pyarrow

            rows = (
                row
                for batch in batches
                for row in zip(*(one.to_pylist() for one in batch.columns), strict=True)
            )
            for result in function(rows):
                pickled = [pickle.dumps(result)]
                yield pyarrow.RecordBatch.from_pydict({"result": pickled})

        with self._translated():
            selected = self._session.sql(sql)
            # By number: Spark looks for the part after a dot within the part before it.
            numbered = selected.toDF(*(f"c{number}" for number in range(len(selected.columns))))
            frame = numbered.mapInArrow(apply, "result binary")
            for row in frame.toLocalIterator(prefetchPartitions=True):
                yield pickle.loads(row[0])  # noqa: S301 - our own, from the user's own cluster

    def sample(self, relation: str, columns: Sequence[str], count: int, seed: int) -> list[Row]:
        """Return expressions over people picked at random."""
        ((people,),) = self.query(f"SELECT count(*) FROM {relation}")
        wanted = count + _MARGIN * count**0.5 + _MARGIN**2
        share = min(1.0, wanted / max(int(str(people)), 1))
        picked = f"SELECT * FROM {relation} WHERE rand({seed}) < {share!r}D"
        rows = list(self.query(f"SELECT {', '.join(columns)} FROM ({picked}) picked"))
        return random.Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311 - no secret

    def load_table(self, name: str, like: str, rows: Sequence[Row]) -> None:
        """Make a temporary view with the columns of a query, and these rows."""
        from pyspark.sql.functions import broadcast

        with self._translated():
            schema = self._session.sql(f"SELECT * FROM ({like}) LIMIT 0").schema
            frame = self._session.createDataFrame([*rows], schema)
            broadcast(frame).createOrReplaceTempView(name)

    # What only Spark does ----------------------------------------------------------------

    def execute(self, sql: str) -> None:
        """Run a statement that gives no rows."""
        with self._translated():
            self._session.sql(sql).collect()

    def read(self, form: str, paths: Sequence[str], view: str, **options: str) -> None:
        """Make a temporary view of files, as Spark reads a format."""
        with self._translated():
            reader = self._session.read.format(form).options(**options)
            reader.load([*paths]).createOrReplaceTempView(view)

    def read_json(self, paths: Sequence[str], view: str) -> None:
        """Make a temporary view of lines of JSON; what is nested in one is its text."""
        with self._translated():
            reader = self._session.read.option("mode", "FAILFAST")
            schema = _shallow(reader.json([*paths]).schema)
            reader.schema(schema).json([*paths]).createOrReplaceTempView(view)

    def _check_workers(self) -> None:
        """Raise EngineError unless executors have this package, in this version."""
        if self._is_checked:
            return
        ours = version("inbox-toolkit")

        def probe(batches: Iterator[Any]) -> Iterator[Any]:
            from importlib.metadata import PackageNotFoundError, version

            import pyarrow

            for _ in batches:
                try:
                    found = version("inbox-toolkit")
                except PackageNotFoundError:
                    found = ""
                yield pyarrow.RecordBatch.from_pydict({"version": [found]})

        with self._translated():
            frame = self._session.range(64).mapInArrow(probe, "version string")
            found = {str(row[0]) for row in frame.collect()}
        for other in sorted(found - {ours}):
            has = f"has inbox-toolkit {other}, and this is {ours}" if other else "lacks the package"
            raise EngineError(
                f"a Spark worker {has}, so it cannot render",
                help=f'install it on the executors: pip install "inbox-toolkit=={ours}"',
            )
        self._is_checked = True

    def _cancel(self) -> None:
        from py4j.protocol import Py4JError

        with suppress(Py4JError):  # Java may have been interrupted itself, by the same Ctrl-C
            self._session.sparkContext.cancelAllJobs()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Raise what Spark refuses as an error of ours; an interrupt cancels what Spark does."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            yield
        except KeyboardInterrupt:
            cancel = Thread(target=self._cancel, daemon=True)
            cancel.start()  # a thread has a connection of its own; this one's was cut off
            cancel.join(timeout=_PATIENCE)
            raise
        except (PySparkException, Py4JError) as error:
            if self._is_interrupted:  # in the middle of an answer, which is what is complained of
                raise KeyboardInterrupt from None
            raise EngineError(
                _first_line(error), help="check the people, and that Spark can reach them"
            ) from None


def _import_spark() -> Any:
    try:
        import pandas  # noqa: F401 - PySpark wants it before rows may go to the executors
        import pyarrow  # noqa: F401
        import pyspark
        import pyspark.sql
    except ImportError as error:
        missing = error.name or "pyspark"
        raise UsageError(f"Spark needs {missing}, which is not installed", help=INSTALL) from None
    logging.root.addHandler(logging.NullHandler())  # py4j logs interrupts with their traces
    return pyspark


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


@contextmanager
def _quiet_java() -> Iterator[None]:
    """Keep what Java says while it starts off the terminal; its own errors are raised."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _type_name(kind: Any) -> str:
    name = str(kind.typeName())
    if name.startswith("decimal"):
        return str(kind.simpleString()).upper()
    return _TYPES.get(name, name.upper())


def _shallow(schema: Any) -> Any:
    """Return a schema without what is nested, but for an object of everything of a customer."""
    from pyspark.sql.types import ArrayType, MapType, StringType, StructField, StructType

    def kind(field: Any) -> Any:
        if field.name == "customer" and isinstance(field.dataType, StructType):
            return _shallow(field.dataType)
        is_nested = isinstance(field.dataType, StructType | ArrayType | MapType)
        return StringType() if is_nested else field.dataType

    return StructType([StructField(one.name, kind(one)) for one in schema.fields])


def _first_line(error: BaseException) -> str:
    """Return what Spark says in one line, without a statement or a trace of Java's."""
    thrown = getattr(error, "java_exception", None)  # py4j's own message names no cause
    while thrown is not None and thrown.getCause() is not None:
        thrown = thrown.getCause()
    lines = [
        line.strip() for line in str(error if thrown is None else thrown.toString()).splitlines()
    ]
    return next((line.rstrip(".") for line in lines if line), type(error).__name__)
