"""Opens the files that hold people: Parquet, CSV, lines of JSON, or a warehouse's exports.

``open_people`` finds out what the files are, maps their columns and gives a ``Population`` of the
DuckDB engine. Parquet is read where it lies. Texts are read once, into the engine, with only the
columns that are wanted: so a mistake far down is found before anything is judged, and a file that
grows meanwhile changes nothing half way.
"""

import csv
import gzip
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from glob import glob, has_magic
from itertools import islice
from typing import Literal, Protocol

from inbox_toolkit.audit.engines.dialect import DUCKDB
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import Engine, EngineError, Progress
from inbox_toolkit.audit.mapping import (
    ID_COLUMN,
    MappedColumn,
    MappingOptions,
    id_columns,
    id_expression,
    identifier_column,
    identifier_text,
    map_columns,
    path_of,
)
from inbox_toolkit.audit.population import EmptyPolicy, Population
from inbox_toolkit.audit.warehouse import is_warehouse, load_warehouse
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.files import error_reason
from inbox_toolkit.text.quantity import quantity

SourceFormat = Literal["parquet", "csv", "ndjson", "table"]

PEOPLE, LOADED = "people", "loaded_people"
"""The view that is audited, and what it shows where files cannot be read in its SQL."""

_SUFFIXES: tuple[tuple[str, SourceFormat], ...] = (
    (".parquet", "parquet"), (".pq", "parquet"), (".csv", "csv"), (".csv.gz", "csv"),
    (".tsv", "csv"), (".tsv.gz", "csv"), (".ndjson", "ndjson"), (".jsonl", "ndjson"),
    (".ndjson.gz", "ndjson"), (".jsonl.gz", "ndjson"),
)  # fmt: skip
_REMOTE = re.compile(r"(s3|gs|gcs|r2)://", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_INSTALL_HTTPFS = "python -c \"import duckdb; duckdb.sql('INSTALL httpfs')\""
_SNIFFED_LINES = 25_000
"""Lines that may decide what DuckDB takes for the separator, and a few more."""
_EXACT_ROWS = 2_000_000
"""People up to which ids are compared all; above that, those of one 64th."""


class ViewEngine(Engine, Protocol):
    """An engine that can keep a query as a view."""

    def execute(self, sql: str) -> None:
        """Run a statement whose rows nobody needs."""
        ...


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """Files of one format, and how people call them; ``sizes`` is (path, bytes, time) of each.

    A table of an engine has no files of ours.
    """

    paths: tuple[str, ...]
    format: SourceFormat
    name: str
    sizes: tuple[tuple[str, int, int], ...]

    def check_unchanged(self) -> None:
        """Raise ProjectError if one of the files has changed since they were opened."""
        if _sizes(self.paths) != self.sizes:
            raise ProjectError(
                f"{self.name} changed while it was read, so the result would not be exact",
                help="wait until it is written, or copy it, and run again",
            )


@dataclass(frozen=True, slots=True)
class PeopleSource:
    """People that can be judged, the columns they have, and what there is to say of them.

    ``columns`` are those that may be read; ``unread`` counts the others. ``id_source`` is the
    column that names people, ``identifiers`` are all those that could, the surest first.
    """

    population: Population
    files: SourceFiles
    columns: tuple[MappedColumn, ...]
    id_source: str
    identifiers: tuple[str, ...] = ()
    unread: int = 0
    notes: tuple[str, ...] = ()


def find_files(patterns: Sequence[str], *, is_any_address: bool = False) -> SourceFiles:
    """Return the files that names and patterns stand for.

    ``is_any_address``: the engine reads addresses of every kind, such as ``hdfs://``. Raises
    UsageError if there are none, or they are of several or unknown formats.
    """
    paths: list[str] = []
    for pattern in patterns:
        is_address = is_any_address and _ADDRESS.match(pattern)
        paths += [pattern] if is_address else _expanded(pattern)
    paths = list(dict.fromkeys(paths))
    formats = {_format_of(one) for one in paths}
    if len(formats) > 1:
        raise UsageError(
            f"the files are of several formats: {', '.join(sorted(formats))}",
            help="name files of one format",
        )
    first = os.path.basename(paths[0])  # noqa: PTH119 - it may be an address
    name = first if len(paths) == 1 else f"{first} and {len(paths) - 1:,} more"
    return SourceFiles(tuple(paths), formats.pop(), name, _sizes(paths))


def open_people(
    engine: DuckDBEngine,
    files: SourceFiles,
    options: MappingOptions,
    *,
    empty: EmptyPolicy = "missing",
    progress: Progress | None = None,
) -> PeopleSource:
    """Return the people of some files, a row each.

    Raises UsageError if no column can name people, EngineError if a file cannot be read.
    """
    prepare_remote(engine, files)
    is_text = files.format == "csv"
    notes: list[str] = []
    if is_warehouse(files.paths):
        notes = load_warehouse(engine, files.paths, LOADED, options.wanted, progress)
        files.check_unchanged()
        relation = LOADED
        described = engine.describe(relation)
    else:
        relation = reader(engine, files, progress)
        described = engine.describe(relation)
        check_separated(files, [name for name, _ in described])
    identity = identity_columns([name for name, _ in described], files, options)
    if files.format != "parquet":
        kept = [
            name
            for name, kind in described
            if name in identity or options.is_wanted(path_of(name, kind, options))
        ]
        load_texts(
            engine, LOADED, relation, kept, files, empty if is_text else None, progress=progress
        )
        relation = LOADED
    people = show_people(
        engine, relation, files, options, identity=identity, names=[name for name, _ in described]
    )
    population = replace(people.population, empty=empty if is_text else None)
    return replace(people, population=population, notes=(*notes, *people.notes))


def show_people(
    engine: ViewEngine,
    relation: str,
    files: SourceFiles,
    options: MappingOptions,
    *,
    identity: Sequence[str],
    names: Sequence[str],
) -> PeopleSource:
    """Return the rows of a relation as people: its columns are mapped, and make up a view.

    ``identity`` are the columns that name people, ``names`` all columns of the source.
    """
    write = engine.dialect
    columns = map_columns(engine, relation, options, taken=map(identifier_column, identity))
    chosen = [f"{one.sql} AS {write.identifier(one.column.name)}" for one in columns]
    chosen.append(f"{_id_sql(engine, relation, identity)} AS {write.identifier(ID_COLUMN)}")
    chosen += [
        f"{identifier_text(one, write)} AS {write.identifier(identifier_column(one))}"
        for one in identity
    ]
    engine.execute(
        f"CREATE OR REPLACE TEMPORARY VIEW {PEOPLE} AS SELECT {', '.join(chosen)} FROM {relation}"
    )
    mapped = tuple(one.column for one in columns)
    population = Population(PEOPLE, mapped, ID_COLUMN, files.name)
    read = {one.top for one in columns}
    unread = sum(name not in read for name in names)
    notes = tuple(_duplicate_ids(engine))
    return PeopleSource(population, files, columns, identity[0], tuple(identity), unread, notes)


def _id_sql(engine: ViewEngine, relation: str, identity: Sequence[str]) -> str:
    """Return the SQL of a person's id: the surest column alone where everyone has a value in it.

    Files of Parquet tell that by their statistics, and other columns are then not read for ids.
    """
    write = engine.dialect
    first = write.identifier(identity[0])
    text = write.as_text(first)
    (row,) = engine.query(f"SELECT count(*) FROM {relation} WHERE {first} IS NULL OR {text} = ''")
    return id_expression(identity, write) if row[0] else text


def identity_columns(
    names: Sequence[str], files: SourceFiles, options: MappingOptions
) -> list[str]:
    """Return the columns that name people; raises UsageError if there are none."""
    configured = options.id_column
    if configured is not None and configured not in names:
        raise UsageError(
            f"{files.name} has no column `{configured}`", help=f"it has {some_names(names)}"
        )
    found = id_columns(names, configured)
    if not found:
        raise UsageError(
            f"{files.name} has no column that names people",
            help='name it in inbox.toml: [audit] id = "COLUMN"; the file has ' + some_names(names),
        )
    return found


def load_texts(
    engine: DuckDBEngine,
    table: str,
    relation: str,
    names: Sequence[str],
    files: SourceFiles,
    empty: EmptyPolicy | None,
    *,
    progress: Progress | None,
) -> None:
    """Read columns of text files into a table, once; ``empty`` is None for lines of JSON."""
    fields = ", ".join(_as_field(name, empty) for name in names)
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {fields} FROM {relation}",
        f"reading {files.name}",
        progress,
    )
    files.check_unchanged()


def _as_field(name: str, empty: EmptyPolicy | None) -> str:
    """Return the SQL of a column; an empty field of CSV, which is NULL, may mean an empty text."""
    quoted = DUCKDB.identifier(name)
    return f"coalesce({quoted}, '') AS {quoted}" if empty == "text" else quoted


def reader(engine: DuckDBEngine, files: SourceFiles, progress: Progress | None = None) -> str:
    """Return the SQL that reads files; texts stay texts, and nested JSON stays JSON text."""
    listed = f"[{', '.join(map(DUCKDB.text, files.paths))}]"
    if files.format == "parquet":
        return f"read_parquet({listed}, union_by_name = true)"
    if files.format == "csv":
        return (
            f"read_csv({listed}, all_varchar = true, header = true, quote = '\"', escape = '\"', "
            "union_by_name = true)"
        )
    options = "format = 'newline_delimited', union_by_name = true"
    found = [
        (str(name), str(kind))
        for name, kind, *_ in engine.query(
            f"DESCRIBE SELECT * FROM read_json({listed}, {options}, sample_size = -1, "
            "maximum_depth = 2, map_inference_threshold = -1, field_appearance_threshold = 0)",
            "looking for columns",
            progress,
        )
    ]
    if [name for name, _ in found] == ["json"]:
        raise UsageError(
            f"{files.name} does not hold one JSON object with named members on each line",
            help="write one object per line, or use CSV or Parquet",
        )
    columns = ", ".join(
        f"{DUCKDB.text(name)}: {DUCKDB.text(_json_type(name, kind))}" for name, kind in found
    )
    return f"read_json({listed}, {options}, columns = {{{columns}}})"


def check_separated(files: SourceFiles, names: Sequence[str]) -> None:
    """Raise UsageError if CSV has been taken for lines of one column, as a broken quote looks."""
    if files.format != "csv" or len(names) != 1 or not any(mark in names[0] for mark in ",;\t|"):
        return
    line = next(filter(None, map(_broken_line, files.paths)), None)
    where = f"line {line:,}" if line else "one of the first lines"
    raise UsageError(
        f"{files.name} is no CSV: {where} has a quote that is not closed, or text after one",
        help='write a quote within a field twice: "Dwayne ""The Rock"""',
    )


def _broken_line(path: str) -> int | None:
    """Return the line of a local file whose quotes are wrong, among those that a format shows."""
    if _REMOTE.match(path):
        return None
    started = 1
    opened = gzip.open if path.lower().endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.reader(islice(file, _SNIFFED_LINES), strict=True)
        try:
            for _ in rows:
                started = rows.line_num + 1
        except csv.Error:
            return started
    return None


def _json_type(name: str, kind: str) -> str:
    """Return the type to read a member with: what DuckDB takes for a date or an id is a text."""
    if kind in ("BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR"):
        return kind
    if kind in ("UBIGINT", "HUGEINT"):
        return "DOUBLE"
    if name == "customer" and kind.startswith("STRUCT") and not kind.endswith("]"):
        return kind
    is_text = kind.startswith(("DATE", "TIME", "UUID")) and not kind.endswith("]")
    return "VARCHAR" if is_text else "JSON"


def _duplicate_ids(engine: Engine) -> list[str]:
    """Say how many ids occur more than once; of very many people, an estimate."""
    name = engine.dialect.identifier(ID_COLUMN)
    total = _number(engine, "SELECT count(*) FROM people")
    part = "" if total <= _EXACT_ROWS else f" WHERE hash({name}) % 64 = 0"
    groups = f"SELECT {name} FROM people{part} GROUP BY {name} HAVING count(*) > 1"
    repeated = _number(engine, f"SELECT count(*) FROM ({groups})")
    if not repeated:
        return []
    about = "" if not part else "about "
    ids = quantity(repeated if not part else repeated * 64, "id")
    return [f"{about}{ids} in several rows: each row is judged and counted"]


def _number(engine: Engine, sql: str) -> int:
    value = next(iter(engine.query(sql)))[0]
    return value if isinstance(value, int) else 0


def _expanded(pattern: str) -> list[str]:
    if _REMOTE.match(pattern):
        return [pattern]
    if _ADDRESS.match(pattern):
        raise UsageError(
            f"{pattern[:80]} cannot be read", help="download it first; s3:// and gs:// can be read"
        )
    if os.path.isdir(pattern):  # noqa: PTH112 - a pattern is no path yet
        raise UsageError(f"{pattern} is a folder", help=f"name its files: '{pattern}/*.parquet'")
    if os.path.exists(pattern):  # noqa: PTH110
        return [pattern]
    found = sorted(glob(pattern, recursive=True)) if has_magic(pattern) else []  # noqa: PTH207
    if not found:
        what = "no file matches" if has_magic(pattern) else "there is no file"
        raise UsageError(f"{what} {pattern}", help="check the path")
    return [one for one in found if os.path.isfile(one)]  # noqa: PTH113


def _format_of(path: str) -> SourceFormat:
    for suffix, form in _SUFFIXES:
        if path.lower().endswith(suffix):
            return form
    raise UsageError(
        f"{path}: the name does not say which format it has",
        help=f"it must end with one of {', '.join(suffix for suffix, _ in _SUFFIXES)}",
    )


def _sizes(paths: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for path in paths:
        if _ADDRESS.match(path):
            continue
        try:
            stat = os.stat(path)  # noqa: PTH116
        except OSError as error:
            reason, advice = error_reason(error)
            raise ProjectError(f"{path} cannot be read: {reason}", help=advice) from None
        found.append((path, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def prepare_remote(engine: DuckDBEngine, files: SourceFiles) -> None:
    """Load what reads files of cloud storage; raises UsageError if that is not installed."""
    if not any(_REMOTE.match(one) for one in files.paths):
        return
    try:
        engine.execute("LOAD httpfs")
    except EngineError:
        raise UsageError(
            "reading from cloud storage needs DuckDB's extension httpfs, which is not installed",
            help=f"install it once: {_INSTALL_HTTPFS}",
        ) from None


def some_names(names: Sequence[str]) -> str:
    """Return the first few names as a sentence's part."""
    shown = ", ".join(names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
