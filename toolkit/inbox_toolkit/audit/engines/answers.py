"""A warehouse that nobody connects to: one query is printed, and its result is read back.

Each row of the result is a row of one statement, named by the statement's hash in ``part``; its
fields are texts in ``c0``, ``c1`` and so on: ``-`` for NULL, else ``=`` and the value. So a result
of another query is noticed, and CSV cannot take an empty text for NULL. A number that does not
come back from its text as it was is ``~``.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from inbox_toolkit.audit.engines.dialect import Dialect
from inbox_toolkit.audit.engines.engine import EngineError, Progress, ResultKind, Row
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import error_reason

MOMENT = "now"
"""The part that holds the moment that the query was made for, in ``c0``."""

_WHOLE = re.compile(r"-?[0-9]+")

T = TypeVar("T")
Answers = Mapping[str, Sequence[Sequence[str]]]
"""The rows of a result, by their part."""


Columns = tuple[tuple[str, ResultKind], ...]
"""The names of a statement's columns, and what each holds."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL whose columns have names, asked before or after others."""

    sql: str
    columns: Columns

    @property
    def part(self) -> str:
        """What names its rows in a result."""
        return sha256(self.sql.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Questions:
    """What an audit asks of an engine that is not connected.

    ``statements`` are asked first; ``expansion`` are the columns of the statement that is asked
    where the people of a group have to be told apart.
    """

    statements: tuple[Statement, ...]
    expansion: Columns


class UnansweredError(Exception):
    """Only the answers so far tell that this statement is needed."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(statement.part)
        self.statement = statement


class AnsweredEngine:
    """Answers what it is expected to be asked, from a result."""

    is_connected = False

    def __init__(self, dialect: Dialect, questions: Questions, answers: Answers) -> None:
        self.dialect = dialect
        self.name = dialect.name
        self._known = {one.sql: one for one in questions.statements}
        self._expansion = questions.expansion
        self._answers = answers
        self._tables: dict[str, str] = {}

    def describe(self, relation: str) -> tuple[tuple[str, str], ...]:
        """Raise EngineError: nobody can be asked."""
        raise EngineError(
            f"nobody can ask {self.name} about {relation}", help="declare it: --columns"
        )

    def query(
        self,
        sql: str,
        what: str = "",
        progress: Progress | None = None,
    ) -> Iterator[Row]:
        """Yield the rows that the result has for a statement.

        Raises UnansweredError for one that could not be known before, EngineError where the result
        is of another query, or what is in it was changed on its way.
        """
        statement = self._known.get(sql) or Statement(self._with_tables(sql), self._expansion)
        if statement.part not in self._answers:
            if sql not in self._known:
                raise UnansweredError(statement)
            raise EngineError(
                "the result is of another query",
                help="print the query again and run it: templates and options must be the same",
            )
        for fields in self._answers[statement.part]:
            if len(fields) < len(statement.columns):
                raise EngineError("the result lacks columns", help="export all of them")
            columns = zip(fields, statement.columns, strict=False)
            yield tuple(_decode(field, kind) for field, (_, kind) in columns)

    def map_rows(
        self,
        sql: str,
        function: Callable[[Iterable[Row]], Iterator[T]],
        progress: Progress | None = None,
    ) -> Iterator[T]:
        """Apply a function to the rows of a statement."""
        return function(self.query(sql))

    def sample(
        self,
        relation: str,
        columns: Sequence[str],
        count: int,
        seed: int,
    ) -> list[Row]:
        """Return nobody: a random sample is in no result."""
        return []

    def load_table(self, name: str, like: str, rows: Sequence[Row]) -> None:
        """Keep rows as a query that stands before the next statement."""
        selects = (f"SELECT {', '.join(map(self._literal, row))}" for row in sorted(rows, key=repr))
        typed = f"SELECT * FROM ({like}) typed WHERE 1 = 0"  # NULL alone has no type
        self._tables[name] = " UNION ALL ".join((typed, *selects))

    def _with_tables(self, sql: str) -> str:
        """Return a statement with the queries that it takes for tables."""
        for name, query in self._tables.items():
            sql = sql.replace(f"JOIN {self.dialect.identifier(name)} ", f"JOIN ({query}) ")
        return sql

    def _literal(self, value: object) -> str:
        match value:
            case None:
                return "NULL"
            case bool():
                return "TRUE" if value else "FALSE"
            case int() | float():
                return self.dialect.number(value)
            case _:
                return self.dialect.text(str(value))


def whole_query(write: Dialect, statements: Iterable[Statement], moment: str) -> str:
    """Return one query for the rows of several statements; its columns are those of the widest."""
    distinct = list({one.sql: one for one in statements}.values())
    most = max(len(one.columns) for one in distinct)
    parts = [_part(MOMENT, [write.text(f"={moment}")], most)]
    for one in distinct:
        fields = [_encoded(write, name, kind) for name, kind in one.columns]
        parts.append(f"{_part(one.part, fields, most)} FROM ({one.sql}) answer")
    return "\nUNION ALL\n".join(parts) + "\n"


def _part(part: str, fields: Sequence[str], most: int) -> str:
    padded = [*fields, *["'-'"] * (most - len(fields))]
    named = ", ".join(f"{field} AS c{number}" for number, field in enumerate(padded))
    return f"SELECT '{part}' AS part, {named}"


def _encoded(write: Dialect, name: str, kind: ResultKind) -> str:
    """Return a field as a text that no file changes."""
    text = write.as_text(name)
    match kind:
        case "boolean":
            shown = f"WHEN {name} THEN '=true' ELSE '=false'"
        case "number":
            again = f"CAST({text} AS {write.double})"
            shown = f"WHEN {again} = {name} THEN '=' || {text} ELSE '~'"
        case "text":
            shown = f"ELSE '=' || {text}"
    return f"CASE WHEN {name} IS NULL THEN '-' {shown} END"


def _decode(field: str, kind: ResultKind) -> object:
    mark, text = field[:1], field[1:]
    if field == "-":
        return None
    if mark == "=" and kind == "text":
        return text
    if mark == "=" and kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if mark == "=" and kind == "number":
        try:
            return int(text) if _WHOLE.fullmatch(text) else float(text)
        except ValueError:
            pass
    raise EngineError(
        "a number does not come back as it is kept" if mark == "~" else "the result was changed",
        help="round it in a view, or read it as a text"
        if mark == "~"
        else "export it again as CSV or JSON, without opening it in another program",
    )


def moment_of(answers: Answers) -> str:
    """Return the moment that a result's query was made for; empty if the result does not say."""
    fields = answers.get(MOMENT, [[""]])[0]
    return fields[0].removeprefix("=")


def read_result(files: Sequence[Path]) -> Answers:
    """Read results: CSV, JSON, or lines of JSON; raises ProjectError for a file that is neither."""
    answers: dict[str, list[list[str]]] = {}
    for file in files:
        for row in _rows(file):
            part = row.get("part")
            fields = [row[f"c{number}"] for number in range(len(row) - 1) if f"c{number}" in row]
            if part is None or len(fields) != len(row) - 1:
                raise _no_result(file)
            answers.setdefault(part, []).append(fields)
    return answers


def _rows(file: Path) -> Iterator[dict[str, str]]:
    """Yield rows by the names of their columns, in small letters."""
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        reason, advice = error_reason(error)
        raise ProjectError(f"{file} cannot be read: {reason}", help=advice) from None
    except UnicodeDecodeError:
        raise _no_result(file) from None
    if text.lstrip().startswith(("{", "[")):
        try:
            found = json.loads(text) if text.lstrip().startswith("[") else _lines(text)
        except (ValueError, RecursionError):
            raise _no_result(file) from None
    else:
        csv.field_size_limit(1 << 30)
        try:
            found = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        except csv.Error:
            raise _no_result(file) from None
    if not found:
        raise _no_result(file)
    for row in found:
        if not isinstance(row, dict) or not all(
            isinstance(one, str) for one in (*row, *row.values())
        ):
            raise _no_result(file)
        yield {name.lower(): value for name, value in row.items()}


def _lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def _no_result(file: Path) -> ProjectError:
    return ProjectError(
        f"{file} is not the result of a printed query",
        help="export all of its columns, with their names, as CSV, JSON or lines of JSON",
    )
