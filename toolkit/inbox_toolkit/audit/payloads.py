"""Message data that is JSON text becomes columns: one per path that templates read.

A member holds texts in one send, ``null`` or a list in another. So a path has a column of the kind
that most of its values are, and beside it one for all others, as JSON. An object around it has a
column of its own, ``{}`` where it is an object: so it is there, or not, as it was sent.

    {"order": {"total": 12}}    trigger.order = {}    trigger.order.total = 12
    {"order": null}             trigger.order = null
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inbox_toolkit.audit.engines.dialect import DUCKDB
from inbox_toolkit.audit.engines.engine import Engine
from inbox_toolkit.audit.keys import MAX_NUMBER
from inbox_toolkit.audit.mapping import MappedColumn, unique
from inbox_toolkit.audit.population import Column, ColumnKind

_SAMPLE = 20_000
"""Sends that tell what a path mostly holds; a send that differs costs a group, not the truth."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A path, the name of its JSON in SQL, and whether members of it are read."""

    path: tuple[str, ...]
    sql: str
    holder: str
    is_object: bool = False


def object_sql(json: str) -> str:
    """Return whether JSON is an object none of whose members is named twice."""
    keys = f"json_keys({json})"
    return (
        f"CASE WHEN json_type({json}) = 'OBJECT' THEN len({keys}) = len(list_distinct({keys})) "
        "ELSE false END"
    )


def payload_relation(relation: str, payload: str, paths: Iterable[tuple[str, ...]]) -> str:
    """Return SQL for a relation with the JSON of each path and of the objects around it.

    ``payload`` is a column of JSON objects; the columns added are named by ``_members``.
    """
    by_depth: dict[int, list[_Member]] = {}
    for one in _members(payload, paths):
        by_depth.setdefault(len(one.path), []).append(one)
    for depth in sorted(by_depth):
        added = ", ".join(_extracted(one) for one in by_depth[depth])
        relation = f"(SELECT *, {added} FROM {relation}) depth_{depth}"
    return relation


def payload_columns(
    engine: Engine,
    relation: str,
    payload: str,
    paths: Iterable[tuple[str, ...]],
    *,
    source: str,
    taken: Iterable[str],
) -> tuple[MappedColumn, ...]:
    """Return the columns of the paths; their SQL is over ``payload_relation``.

    An empty path is the whole. ``source`` is what people call the payload. No name is one of those
    ``taken``.
    """
    paths = tuple(paths)
    if () in paths:
        json = DUCKDB.identifier(payload)
        whole = Column("trigger", ("trigger",), "json")
        named = unique(whole, {one.lower() for one in taken})
        return (MappedColumn((source,), f"CAST({json} AS VARCHAR)", named),)
    members = list(_members(payload, paths))
    kinds = _kinds(engine, payload_relation(relation, payload, paths), members)
    names = {one.lower() for one in taken}
    found = []
    for one, kind in zip(members, kinds, strict=True):
        for column, sql in _columns(one, kind):
            found.append(MappedColumn((source, *one.path), sql, unique(column, names)))
    return tuple(found)


def _members(payload: str, paths: Iterable[tuple[str, ...]]) -> Iterator[_Member]:
    """Yield every path and the objects around it, from the outside in."""
    paths = sorted(paths)
    objects = {path[:length] for path in paths for length in range(1, len(path))}
    names: dict[tuple[str, ...], str] = {(): DUCKDB.identifier(payload)}
    for number, path in enumerate(sorted(objects | {*paths}, key=lambda one: (len(one), one))):
        names[path] = f"json_{number}"
        yield _Member(path, names[path], names[path[:-1]], path in objects)


def _extracted(one: _Member) -> str:
    step = one.path[-1].replace("~", "~0").replace("/", "~1")
    value = f"json_extract({one.holder}, {DUCKDB.text('/' + step)})"
    return f"CASE WHEN {object_sql(one.holder)} THEN {value} END AS {one.sql}"


def _kinds(engine: Engine, relation: str, members: Sequence[_Member]) -> list["_Kind"]:
    """Return what most values of each path are, judged by the first sends."""
    types = ", ".join(f"json_type({one.sql})" for one in members)
    if not types:
        return []
    rows = list(engine.query(f"SELECT {types} FROM {relation} LIMIT {_SAMPLE}"))
    columns = zip(*rows, strict=True) if rows else ((),) * len(members)
    return [_kind(Counter(values)) for values in columns]


_Kind = Literal["text", "whole", "fraction", "boolean", "json"]


def _kind(types: Counter[object]) -> _Kind:
    whole, fraction = types["UBIGINT"] + types["BIGINT"], types["DOUBLE"]
    counts: dict[_Kind, int] = {
        "text": types["VARCHAR"],
        "fraction" if fraction else "whole": whole + fraction,
        "boolean": types["BOOLEAN"],
        "json": types["ARRAY"] + types["OBJECT"],
    }
    return max(counts, key=lambda one: counts[one])


def _columns(one: _Member, kind: _Kind) -> Iterator[tuple[Column, str]]:
    """Yield the columns of a path with their SQL: the others, then those of the usual kind."""
    label = ".".join(("trigger", *one.path))
    column = Column(label, ("trigger", *one.path), "json")
    everything = f"CAST({one.sql} AS VARCHAR)"
    if one.is_object:
        yield column, f"CASE WHEN {object_sql(one.sql)} THEN '{{}}' ELSE {everything} END"
    elif kind == "json":
        yield column, everything
    else:
        usual, is_usual, value = _value(one.sql, kind)
        rest = replace(column, name=f"{label} (others)", is_rest=True)
        yield rest, f"CASE WHEN {is_usual} THEN NULL ELSE {everything} END"
        yield replace(column, kind=usual), f"CASE WHEN {is_usual} THEN {value} END"


def _value(json: str, kind: _Kind) -> tuple[ColumnKind, str, str]:
    """Return the kind of a column, whether JSON is of it, and the value that it then is."""
    if kind == "text":
        return "text", f"json_type({json}) = 'VARCHAR'", f"({json} ->> '$')"
    if kind == "boolean":
        return "boolean", f"json_type({json}) = 'BOOLEAN'", f"CAST({json} AS BOOLEAN)"
    types, sql = ("'UBIGINT', 'BIGINT'", "BIGINT")
    if kind == "fraction":
        types, sql = f"{types}, 'DOUBLE'", "DOUBLE"
    value = f"TRY_CAST({json} AS {sql})"
    within = f"coalesce({value} BETWEEN {-MAX_NUMBER} AND {MAX_NUMBER}, false)"
    return "number", f"json_type({json}) IN ({types}) AND {within}", value


def drop_empty(
    engine: Engine, relation: str, columns: Sequence[MappedColumn]
) -> tuple[MappedColumn, ...]:
    """Return the columns of a relation without those for other values that hold none."""
    rest = [one for one in columns if one.column.is_rest]
    if not rest:
        return tuple(columns)
    counts = ", ".join(f"count({DUCKDB.identifier(one.column.name)})" for one in rest)
    (row,) = engine.query(f"SELECT {counts} FROM {relation}")
    empty = {one.column.name for one, number in zip(rest, row, strict=True) if not number}
    return tuple(one for one in columns if one.column.name not in empty)
