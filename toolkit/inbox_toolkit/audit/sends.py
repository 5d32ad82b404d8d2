"""Opens the files that hold real sends, and joins each to the person who gets it.

``open_sends`` makes a population of which every row is a send: what its person has below
``customer``, and its own message data below ``trigger``. Files are those that ``sources.py`` reads.
The person is named as the service's APIs name them, by ``id``, ``cio_id`` or ``email``; message
data is JSON text or an object, called ``message_data``, ``trigger`` or ``data``, or columns called
``trigger.order_number``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inbox_toolkit.audit.engines.dialect import DUCKDB
from inbox_toolkit.audit.engines.duckdb import DuckDBEngine
from inbox_toolkit.audit.engines.engine import Progress
from inbox_toolkit.audit.mapping import (
    ID_COLUMN,
    MappedColumn,
    MappingOptions,
    identifier_column,
    map_columns,
    path_of,
)
from inbox_toolkit.audit.payloads import drop_empty, object_sql, payload_columns, payload_relation
from inbox_toolkit.audit.population import EmptyPolicy, LeftOut, Population
from inbox_toolkit.audit.sources import (
    PeopleSource,
    SourceFiles,
    check_separated,
    load_texts,
    prepare_remote,
    reader,
    some_names,
)
from inbox_toolkit.errors import UsageError
from inbox_toolkit.text.quantity import quantity

PAYLOAD_NAMES = ("message_data", "trigger", "data")
"""Columns that hold message data: of a send's request, as templates call it, of a broadcast's."""

_LOADED, _READ, _JOINED, _SENDS = "loaded_sends", "read_sends", "joined_sends", "sends"
_PAYLOAD = "(payload)"

_Identifier = Literal["id", "cio_id", "email"]
_OF_SENDS: Mapping[_Identifier, tuple[str, ...]] = {
    "id": ("identifiers.id", "customer_id", "user_id", "userid", "id"),
    "cio_id": ("identifiers.cio_id", "cio_id", "internal_customer_id"),
    "email": ("identifiers.email", "email"),
}
"""Columns of sends that name a person. ``id`` alone may be that of the send, so it comes last."""
_OF_PEOPLE: Mapping[_Identifier, tuple[str, ...]] = {
    "id": ("id", "customer_id", "user_id", "userid"),
    "cio_id": ("cio_id", "internal_customer_id"),
    "email": ("email",),
}


@dataclass(frozen=True, slots=True)
class SendOptions:
    """How sends are read.

    ``mapping`` is that of the columns of message data, ``paths`` are the paths below ``trigger``
    that templates read. ``key`` names the column of the person, ``payload`` that of message data;
    None where they are to be inferred.
    """

    mapping: MappingOptions
    paths: frozenset[tuple[str, ...]]
    key: str | None = None
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """A column of sends that names people, its SQL, and the column of people it is equal to."""

    source: str
    sql: str
    people: str


@dataclass(frozen=True, slots=True)
class SendsSource:
    """Sends that can be judged, each joined to its person, and what there is to say of them.

    ``joins`` are tried in turn: a send without a value in the first is joined by the next.
    ``payload`` is the column with message data; None where each member has its own.
    """

    population: Population
    files: SourceFiles
    columns: tuple[MappedColumn, ...]
    joins: tuple[Join, ...]
    payload: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Payload:
    """Where message data is: the columns that templates read, or one column of JSON objects."""

    columns: tuple[str, ...]
    json: str | None


def open_sends(
    engine: DuckDBEngine,
    files: SourceFiles,
    people: PeopleSource,
    options: SendOptions,
    *,
    empty: EmptyPolicy = "missing",
    progress: Progress | None = None,
) -> SendsSource:
    """Return the sends of some files, a row each.

    Raises UsageError if no column names people or holds message data, or if no send is to any of
    the people; EngineError if a file cannot be read.
    """
    prepare_remote(engine, files)
    relation = reader(engine, files, progress)
    described = dict(engine.describe(relation))
    check_separated(files, [*described])
    payload = _payload(described, files, options)
    joins = tuple(_joins(engine, relation, described, files, people, options))
    if files.format != "parquet":
        tops = {one.source for one in joins} & described.keys() or {"identifiers"}
        kept = [one for one in described if one in {*tops, *payload.columns, "identifiers"}]
        policy = empty if files.format == "csv" else None
        load_texts(engine, _LOADED, relation, kept, files, policy, progress=progress)
        relation = _LOADED
    columns = _read(engine, relation, described, people, payload, joins, options)
    left_out, repeated = _join(engine, people, columns, joins, progress)
    files.check_unchanged()
    columns = drop_empty(engine, _SENDS, columns)
    population = replace(
        people.population,
        relation=_SENDS,
        columns=(*people.population.columns, *(one.column for one in columns)),
        source=f"{files.name} to {people.population.source}",
        left_out=left_out,
    )
    (judged,) = _counts(engine, _SENDS, "true")
    if not judged and left_out.unknown:
        by = joins[0]
        raise UsageError(
            f"no send of {files.name} is to anyone of {people.files.name}",
            help=f"`{by.source}` of sends was looked for among `{by.people}` of people; name "
            'another column in inbox.toml: [audit] send_id = "COLUMN"',
        )
    notes = tuple(_notes(left_out, repeated, people))
    return SendsSource(population, files, columns, joins, payload.json, notes)


def _payload(described: Mapping[str, str], files: SourceFiles, options: SendOptions) -> _Payload:
    """Return where message data is; raises UsageError if nowhere."""
    configured = options.payload
    if configured is not None and configured not in described:
        raise UsageError(
            f"{files.name} has no column `{configured}`", help=f"it has {some_names([*described])}"
        )
    own = tuple(
        name
        for name, kind in described.items()
        if name.startswith("trigger.")
        or options.mapping.paths.get(name, ("",))[0] == "trigger"
        or (name == "trigger" and _is_struct(kind))
    )
    if own and configured is None:
        return _Payload(own, None)
    names = PAYLOAD_NAMES if configured is None else (configured,)
    found = next((one for one in names if one in described), None)
    if found is not None:
        return _Payload((found,), None if _is_struct(described[found]) else found)
    raise UsageError(
        f"{files.name} has no column with message data",
        help=f"call it `{PAYLOAD_NAMES[0]}` or its members `trigger.NAME`, or name it in "
        f'inbox.toml: [audit] send_data = "COLUMN"; the file has {some_names([*described])}',
    )


def _joins(
    engine: DuckDBEngine,
    relation: str,
    described: Mapping[str, str],
    files: SourceFiles,
    people: PeopleSource,
    options: SendOptions,
) -> Iterator[Join]:
    """Yield the columns that name people, with those of the people; raises UsageError for none."""
    names = {one: DUCKDB.identifier(one) for one in described}
    names |= _identifiers(engine, relation, described)
    known = {one.lower(): one for one in names}
    if options.key is not None and options.key not in names:
        raise UsageError(
            f"{files.name} has no column `{options.key}`", help=f"it has {some_names([*names])}"
        )
    if options.key is not None:
        key = options.key.lower()
        kind: _Identifier = next((one for one, few in _OF_SENDS.items() if key in few), "id")
        of_people = _of_people(kind, people) or people.identifiers[0]
        yield Join(options.key, _text(names[options.key]), of_people)
        return
    is_any = False
    for kind, candidates in _OF_SENDS.items():
        found = next((known[one] for one in candidates if one in known), None)
        column = _of_people(kind, people)
        if found is not None and column is not None:
            is_any = True
            yield Join(found, _text(names[found]), column)
    if not is_any:
        raise UsageError(
            f"{files.name} has no column that names someone of {people.files.name}",
            help=f"people are named by {some_names(people.identifiers)}; name the column of sends "
            f'in inbox.toml: [audit] send_id = "COLUMN"; the file has {some_names([*names])}',
        )


def _identifiers(
    engine: DuckDBEngine, relation: str, described: Mapping[str, str]
) -> dict[str, str]:
    """Return the members of ``identifiers``, as requests to the service name a person."""
    kind = described.get("identifiers", "")
    members = ("id", "cio_id", "email")
    if _is_struct(kind):
        there = {
            name for name, _ in engine.describe(f"(SELECT unnest(identifiers) FROM {relation})")
        }
        return {f"identifiers.{one}": f"identifiers.{one}" for one in members if one in there}
    if kind not in ("VARCHAR", "JSON"):
        return {}
    valid = "CASE WHEN json_valid(CAST(identifiers AS VARCHAR)) THEN identifiers END"
    return {f"identifiers.{one}": f"json_extract_string({valid}, '/{one}')" for one in members}


def _of_people(kind: _Identifier, people: PeopleSource) -> str | None:
    """Return the column of people that holds one kind of identifier."""
    of_others = {one for names in _OF_PEOPLE.values() for one in names}
    for one in people.identifiers:
        if one.lower() in _OF_PEOPLE[kind] or (kind == "id" and one.lower() not in of_others):
            return one
    return None


def _read(
    engine: DuckDBEngine,
    relation: str,
    described: Mapping[str, str],
    people: PeopleSource,
    payload: _Payload,
    joins: Sequence[Join],
    options: SendOptions,
) -> tuple[MappedColumn, ...]:
    """Read sends into a table: who gets each, and its message data in columns."""
    taken = [one.name for one in people.population.columns]
    taken += [ID_COLUMN, *map(identifier_column, people.identifiers)]
    whos = [f"{one.sql} AS who_{number}" for number, one in enumerate(joins)]
    if payload.json is None:
        paths = {name: _path(name, described[name], options) for name in payload.columns}
        mapping = replace(options.mapping, paths=paths)
        columns = map_columns(
            engine, relation, mapping, root="trigger", of=payload.columns, taken=taken
        )
        is_readable = "true"
    else:
        field = DUCKDB.identifier(payload.json)
        text = f"nullif(CAST({field} AS VARCHAR), '')"
        is_object = f"CASE WHEN json_valid({text}) THEN {object_sql(text)} ELSE false END"
        empty = f"{text} IS NULL OR {text} = 'null'"
        is_readable = f"({empty} OR {is_object})"
        json = f"CASE WHEN {is_object} THEN CAST({text} AS JSON) END"
        relation = f"(SELECT *, {json} AS {DUCKDB.identifier(_PAYLOAD)} FROM {relation}) sends"
        columns = payload_columns(
            engine, relation, _PAYLOAD, options.paths, source=payload.json, taken=taken
        )
        relation = payload_relation(relation, _PAYLOAD, options.paths - {()})
    fields = [f"{one.sql} AS {DUCKDB.identifier(one.column.name)}" for one in columns]
    chosen = ", ".join((*whos, f"{is_readable} AS is_readable", *fields))
    engine.execute(f"CREATE OR REPLACE TEMP TABLE {_READ} AS SELECT {chosen} FROM {relation}")
    return columns


def _path(name: str, kind: str, options: SendOptions) -> tuple[str, ...]:
    if name in options.mapping.paths:
        return options.mapping.paths[name]
    if not name.startswith("trigger."):
        return ("trigger",)
    return path_of(name, kind, options.mapping, "trigger")


def _join(
    engine: DuckDBEngine,
    people: PeopleSource,
    columns: Sequence[MappedColumn],
    joins: Sequence[Join],
    progress: Progress | None,
) -> tuple[LeftOut, int]:
    """Join sends to people, each by the first of its identifiers.

    Returns what is left out, and how many rows there are too many as an identifier is in several
    rows of people.
    """
    fields = [f"people.{DUCKDB.identifier(one.name)}" for one in people.population.columns]
    fields += [f"send.{DUCKDB.identifier(one.column.name)}" for one in columns]
    fields.append(f"people.{DUCKDB.identifier(ID_COLUMN)}")
    whos = [f"who_{number}" for number, _ in enumerate(joins)]
    parts = []
    for number, join in enumerate(joins):
        no_other = "".join(f" AND {one} IS NULL" for one in whos[:number])
        send = f"SELECT * FROM {_READ} WHERE is_readable AND {whos[number]} IS NOT NULL{no_other}"
        equal = f"people.{DUCKDB.identifier(identifier_column(join.people))} = send.{whos[number]}"
        parts.append(
            f"SELECT {', '.join(fields)} FROM ({send}) send "
            f"LEFT JOIN {people.population.relation} people ON {equal}"
        )
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE {_JOINED} AS {' UNION ALL '.join(parts)}",
        "joining sends to people",
        progress,
    )
    is_known = f"{DUCKDB.identifier(ID_COLUMN)} IS NOT NULL"
    engine.execute(
        f"CREATE OR REPLACE TEMP VIEW {_SENDS} AS SELECT * FROM {_JOINED} WHERE {is_known}"
    )
    unreadable, named, every = _counts(
        engine,
        _READ,
        "NOT is_readable",
        f"is_readable AND coalesce({', '.join(whos)}) IS NOT NULL",
        "true",
    )
    known, joined = _counts(engine, _JOINED, is_known, "true")
    engine.execute(f"DROP TABLE {_READ}")
    unknown = every - unreadable - named + joined - known
    return LeftOut(unknown, unreadable), joined - named


def _counts(engine: DuckDBEngine, relation: str, *conditions: str) -> list[int]:
    counted = ", ".join(f"count(*) FILTER ({one})" for one in conditions)
    (row,) = engine.query(f"SELECT {counted} FROM {relation}")
    return [int(str(one)) for one in row]


def _notes(left_out: LeftOut, repeated: int, people: PeopleSource) -> Iterator[str]:
    """Yield what there is to say of sends that are not judged, or more than once."""
    name = people.files.name
    if left_out.unknown:
        verb = "is" if left_out.unknown == 1 else "are"
        yield (
            f"{quantity(left_out.unknown, 'send')} {verb} to nobody of {name} and not judged: "
            "the service has no such profile, if these are all people"
        )
    if left_out.unreadable:
        verb = "has" if left_out.unreadable == 1 else "have"
        yield (
            f"{quantity(left_out.unreadable, 'send')} {verb} message data that is no JSON object, "
            "and not judged"
        )
    if repeated:
        yield (
            f"as ids are in several rows of {name}, {quantity(repeated, 'send')} more are judged: "
            "each with every row"
        )


def _text(sql: str) -> str:
    return f"nullif(CAST({sql} AS VARCHAR), '')"


def _is_struct(kind: str) -> bool:
    return kind.startswith("STRUCT") and not kind.endswith("]")
