"""Which column of a source is which attribute: inferred from names and types, or as configured.

A dot in a name, and a struct, is a nested attribute: ``address.city`` is read as
``customer.address.city``. A text column most of whose values are JSON objects or lists is JSON, as
the service exports nested attributes.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inbox_toolkit.audit.engines.dialect import Dialect
from inbox_toolkit.audit.engines.engine import Engine
from inbox_toolkit.audit.population import Column, ColumnKind

ID_NAMES = ("id", "customer_id", "user_id", "userid", "internal_customer_id", "cio_id", "email")
"""Columns that can name a person, the surest first."""

ID_COLUMN = "(id)"
"""The relation's column that names people; no other one is called so."""

MAX_DEPTH = 8
"""Levels of structs that become columns of their own; deeper ones are JSON."""

_SAMPLE_ROWS, _SAMPLE_FIELDS = 2_000, 1_000_000
"""What text columns are taken for JSON by: so many rows, fewer where there are many columns."""

_WHOLE = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
)
_FRACTIONAL = ("DOUBLE", "FLOAT", "DECIMAL", "HUGEINT", "UHUGEINT", "UBIGINT", "BIGNUM")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_NESTED = re.compile(r"(\[\d*\]$)|^(MAP|UNION|VARIANT)\b")
_NOT_EMPTY = re.compile(r"[^.]+(\.[^.]+)*")


@dataclass(frozen=True, slots=True)
class MappingOptions:
    """How columns are mapped where that is not inferred.

    ``id_column`` names people. ``paths`` maps columns to paths with their root. ``kinds`` are the
    kinds of paths that a source of texts cannot tell; those in ``likely_numbers`` are numbers where
    most of their texts are. ``wanted`` are the attributes that are read,
    by the first step below the root; None where that may be any.
    """

    id_column: str | None = None
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[tuple[str, ...], ColumnKind] = field(default_factory=dict)
    likely_numbers: frozenset[tuple[str, ...]] = frozenset()
    wanted: frozenset[str] | None = None

    def is_wanted(self, path: tuple[str, ...]) -> bool:
        """Return True if a path may be read."""
        return self.wanted is None or len(path) < 2 or path[1] in self.wanted


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a source, or a member of one: its names, its SQL, and what templates read."""

    names: tuple[str, ...]
    sql: str
    column: Column

    @property
    def source(self) -> str:
        """What people call it: the column, and the member after a dot."""
        return ".".join(self.names)

    @property
    def top(self) -> str:
        """The column of the source."""
        return self.names[0]


def map_columns(
    engine: Engine,
    relation: str,
    options: MappingOptions,
    *,
    root: str = "customer",
    of: Collection[str] | None = None,
    taken: Iterable[str] = (),
) -> tuple[MappedColumn, ...]:
    """Return the columns of a relation that may be read, in the order of the source.

    ``of`` are the columns to choose from, all of them if None; no name is one that is ``taken``.
    """
    found = list(_columns(engine, relation, options, root, of))
    texts = [one for one in found if one.column.kind == "text"]
    looks = _look_like(engine, relation, texts)
    names = {ID_COLUMN, *(one.lower() for one in taken)}
    mapped = []
    for one in found:
        column = typed(one.column, options, looks.get(one.source, "text"))
        mapped.append(MappedColumn(one.names, one.sql, unique(column, names)))
    return tuple(mapped)


def id_columns(names: Iterable[str], configured: str | None) -> list[str]:
    """Return the columns that can name a person, the surest first."""
    known = {name.lower(): name for name in names}
    found = [known[one] for one in ID_NAMES if one in known]
    return found if configured is None else list(dict.fromkeys([configured, *found]))


def id_expression(columns: Iterable[str], write: Dialect) -> str:
    """Return the SQL of a person's id: of these columns, the first one with a value."""
    return f"coalesce({', '.join(identifier_text(one, write) for one in columns)}, '(no id)')"


def identifier_text(column: str, write: Dialect) -> str:
    """Return the SQL of an identifier: a text, NULL if it is empty."""
    return f"nullif({write.as_text(write.identifier(column))}, '')"


def identifier_column(column: str) -> str:
    """Return what the relation of people calls one of the columns that could name them."""
    return f"{ID_COLUMN} {column}"


def _columns(
    engine: Engine,
    relation: str,
    options: MappingOptions,
    root: str,
    of: Collection[str] | None,
) -> Iterator[MappedColumn]:
    for name, kind in engine.describe(relation):
        if of is not None and name not in of:
            continue
        path = path_of(name, kind, options, root)
        yield from _converted(engine, relation, _Field((name,), path, kind), options)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column, or a member of one: the names that lead to it, its path, its type."""

    names: tuple[str, ...]
    path: tuple[str, ...]
    kind: str

    def sql(self, write: Dialect) -> str:
        return ".".join(write.identifier(one) for one in self.names)


def _converted(
    engine: Engine, relation: str, one: _Field, options: MappingOptions
) -> Iterator[MappedColumn]:
    """Yield what a column holds; a struct becomes a column for each member."""
    if not options.is_wanted(one.path):
        return
    sql = one.sql(engine.dialect)
    if one.kind.startswith("STRUCT") and len(one.names) <= MAX_DEPTH and not one.kind.endswith("]"):
        members = engine.describe(f"({engine.dialect.members.format(sql, relation)})")
        for name, kind in members:
            inner = _Field((*one.names, name), (*one.path, name), kind)
            yield from _converted(engine, relation, inner, options)
        return
    kind, sql = _value(one.kind, sql, engine.dialect)
    yield MappedColumn(one.names, sql, Column(".".join(one.names), one.path, kind))


def _value(kind: str, sql: str, write: Dialect) -> tuple[ColumnKind, str]:
    """Return what a type becomes, and the SQL that converts it."""
    if kind in _WHOLE:
        return "number", sql
    if kind.startswith(_FRACTIONAL) and not _NESTED.search(kind):
        double = f"CAST({sql} AS {write.double})"
        return "number", f"CASE WHEN {write.finite.format(double)} THEN {double} END"
    if kind == "BOOLEAN":
        return "boolean", sql
    if kind.startswith("TIMESTAMP") and not _NESTED.search(kind):
        return "number", write.seconds.format(sql)
    if kind == "JSON" or kind.startswith("STRUCT") or _NESTED.search(kind):
        return "json", write.json.format(sql)
    return "text", sql if kind == "VARCHAR" else write.as_text(sql)


def path_of(
    name: str, kind: str, options: MappingOptions, root: str = "customer"
) -> tuple[str, ...]:
    """Return the path that a column's name stands for, by its type and as configured."""
    if name in options.paths:
        return options.paths[name]
    steps = tuple(name.split(".")) if _NOT_EMPTY.fullmatch(name) else (name,)
    if steps[0] == root and (len(steps) > 1 or kind.startswith("STRUCT")):
        return steps
    return (root, *steps)


def _look_like(
    engine: Engine, relation: str, texts: Sequence[MappedColumn]
) -> dict[str, ColumnKind]:
    """Return what most values of each text column look like, judged by the first rows."""
    if not texts:
        return {}
    rows = min(_SAMPLE_ROWS, max(100, _SAMPLE_FIELDS // len(texts)))
    fields = ", ".join(one.sql for one in texts)
    sample = list(engine.query(f"SELECT {fields} FROM {relation} LIMIT {rows}"))
    columns = zip(*sample, strict=True) if sample else ()
    return {one.source: _looks(fields) for one, fields in zip(texts, columns, strict=False)}


def _looks(fields: Iterable[object]) -> ColumnKind:
    texts = [one for one in fields if isinstance(one, str) and one]
    if sum(map(_is_nested, texts)) * 2 > len(texts):
        return "json"
    is_number = sum(_NUMBER.fullmatch(one) is not None for one in texts) * 2 > len(texts)
    return "number" if is_number else "text"


def _is_nested(text: str) -> bool:
    """Return True for the JSON of an object or a list."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def typed(column: Column, options: MappingOptions, looks: ColumnKind = "text") -> Column:
    """Return a text column with the kind that is configured, or that it looks like."""
    if column.kind != "text":
        return column
    is_likely = looks == "json" or column.path in options.likely_numbers
    kind = options.kinds.get(column.path) or (looks if is_likely else "text")
    return Column(column.name, column.path, kind, is_text_encoded=kind != "text")


def unique(column: Column, names: set[str]) -> Column:
    """Return a column whose name no other one has, and add it to them; engines ignore case."""
    name, number = column.name, 1
    while name.lower() in names:
        number += 1
        name = f"{column.name} ({number})"
    names.add(name.lower())
    return replace(column, name=name)
