"""People in a table that nobody here can look at: its columns are those that the user declares."""

import re
from collections.abc import Sequence
from typing import cast

from inbox_toolkit.audit.engines.dialect import Dialect
from inbox_toolkit.audit.mapping import (
    MappedColumn,
    MappingOptions,
    id_expression,
    path_of,
    typed,
    unique,
)
from inbox_toolkit.audit.population import Column, ColumnKind, Population
from inbox_toolkit.audit.sources import PeopleSource, SourceFiles, identity_columns
from inbox_toolkit.errors import UsageError

ID_COLUMN = "inbox_person"
_COLUMN = re.compile(r"(?P<name>[^\s,:`\"';()\\]+)(:(?P<kind>text|number|boolean|json))?")


def declare_people(
    write: Dialect, table: SourceFiles, declared: str, options: MappingOptions
) -> PeopleSource:
    """Return the people of a table; ``declared`` is like ``id, first_name, points:number``.

    A column without a kind holds texts. Raises UsageError for what is no column, and if none can
    name people.
    """
    columns = _columns(declared)
    names = [name for name, _ in columns]
    identity = identity_columns(names, table, options)
    taken = {ID_COLUMN}
    mapped = []
    for name, kind in columns:
        path = path_of(name, "", options)
        if options.is_wanted(path):
            column = typed(Column(name, path, kind, is_text_encoded=kind == "json"), options)
            field = write.identifier(name)
            mapped.append(MappedColumn((name,), field, unique(column, taken)))
    fields = [f"{one.sql} AS {write.identifier(one.column.name)}" for one in mapped]
    fields.append(f"{id_expression(identity, write)} AS {write.identifier(ID_COLUMN)}")
    relation = f"(SELECT {', '.join(fields)} FROM {write.table(table.name)}) people"
    held = tuple(one.column for one in mapped)
    population = Population(relation, held, ID_COLUMN, table.name)
    unread = len(columns) - len(mapped)
    return PeopleSource(population, table, tuple(mapped), identity[0], tuple(identity), unread)


def _columns(declared: str) -> Sequence[tuple[str, ColumnKind]]:
    found = []
    for part in declared.split(","):
        column = _COLUMN.fullmatch(part.strip())
        if column is None:
            raise UsageError(
                f"`{part.strip()[:60]}` is no column",
                help="write --columns like 'id, first_name, points:number, vip:boolean, tags:json'",
            )
        found.append((column["name"], cast("ColumnKind", column["kind"] or "text")))
    return found
