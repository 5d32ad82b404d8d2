"""Opens people for Spark: files as Spark reads them, or a table of its catalog.

What is CSV or lines of JSON is read by every statement anew; nothing is copied. As in DuckDB, a
text stays a text, and what is nested within lines of JSON stays JSON text.
"""

import re
from dataclasses import replace

from inbox_toolkit.audit.engines.spark import SparkEngine
from inbox_toolkit.audit.mapping import MappingOptions
from inbox_toolkit.audit.population import EmptyPolicy
from inbox_toolkit.audit.sources import (
    LOADED,
    PeopleSource,
    SourceFiles,
    identity_columns,
    show_people,
)
from inbox_toolkit.audit.warehouse import is_warehouse
from inbox_toolkit.errors import UsageError

_NAME = re.compile(r"[^\s.`\"';()]+(\.[^\s.`\"';()]+){0,3}")
_GLOB = re.compile(r"([\\*?\[\]{}])")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_RAW = "raw_people"
"""The view of files before empty fields mean what the user says."""


def open_spark_people(
    engine: SparkEngine,
    source: SourceFiles,
    options: MappingOptions,
    *,
    empty: EmptyPolicy = "missing",
) -> PeopleSource:
    """Return the people of some files or of a table, a row each.

    Raises UsageError if no column can name people, EngineError if they cannot be read.
    """
    relation = LOADED
    if source.format == "table":
        relation = engine.dialect.table(source.name)
    elif is_warehouse(source.paths):
        raise UsageError(
            "the warehouse's sync is read by DuckDB only",
            help="leave --engine out, or make a table of people, a column per attribute",
        )
    else:
        _read(engine, source, empty)
    names = [name for name, _ in engine.describe(relation)]
    identity = identity_columns(names, source, options)
    people = show_people(engine, relation, source, options, identity=identity, names=names)
    if source.format != "csv":
        return people
    return replace(people, population=replace(people.population, empty=empty))


def find_table(name: str) -> SourceFiles:
    """Return a table as a source; raises UsageError if it cannot be the name of one."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"`{name[:60]}` is no name of a table",
            help="write it like people or catalog.schema.people; make a view of anything else",
        )
    return SourceFiles((), "table", name, ())


def _read(engine: SparkEngine, source: SourceFiles, empty: EmptyPolicy) -> None:
    paths = [one if _ADDRESS.match(one) else _GLOB.sub(r"\\\1", one) for one in source.paths]
    if source.format == "parquet":
        engine.read("parquet", paths, LOADED, mergeSchema=str(len(paths) > 1).lower())
    elif source.format == "csv":
        delimiter = "\t" if source.paths[0].lower().split(".gz")[0].endswith(".tsv") else ","
        engine.read(
            "csv", paths, _RAW, header="true", multiLine="true", mode="FAILFAST", quote='"',
            escape='"', delimiter=delimiter,
        )  # fmt: skip
        fields = (_as_field(engine, name, empty) for name, _ in engine.describe(_RAW))
        engine.execute(
            f"CREATE OR REPLACE TEMPORARY VIEW {LOADED} AS SELECT {', '.join(fields)} FROM {_RAW}"
        )
    else:
        engine.read_json(paths, LOADED)


def _as_field(engine: SparkEngine, name: str, empty: EmptyPolicy) -> str:
    """Return the SQL of a column of CSV: an empty field is NULL, or an empty text."""
    quoted = engine.dialect.identifier(name)
    meant = f"coalesce({quoted}, '')" if empty == "text" else f"nullif({quoted}, '')"
    return f"{meant} AS {quoted}"
