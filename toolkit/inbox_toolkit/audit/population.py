"""The people that a message is judged against: a relation of an engine, one row each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

ColumnKind = Literal["text", "number", "boolean", "json"]
"""What a column holds: VARCHAR, an integer or floating-point type, BOOLEAN, or JSON as VARCHAR.

Other types of a source are converted in the relation's SQL: a timestamp to Unix seconds, as the
service stores it, a struct or list to JSON, a decimal to a double."""

Unit = Literal["people", "sends"]
"""What a row is: a person, or a send to one; a person may get several."""

EmptyPolicy = Literal["missing", "text"]
"""What an empty field of a source means that cannot tell the two apart, such as CSV."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column and the value that templates read it as.

    ``name`` is the column of the relation, ``path`` where its value goes, from the root:
    ``("customer", "address", "city")``. The root is ``customer``, or ``trigger`` where each person
    has message data of their own. NULL is an absent value; a JSON column may hold ``null``.

    ``is_text_encoded``: the column is VARCHAR though ``kind`` is not ``text``, as in CSV; a text
    that is not of the kind stays a text. ``decode`` decodes such a column, and a JSON column.

    ``is_rest``: a JSON column beside another one of the same path, with the values that are not of
    that one's kind, such as ``null`` among texts. A row has a value in one of both at most.
    """

    name: str
    path: tuple[str, ...]
    kind: ColumnKind
    is_text_encoded: bool = False
    is_rest: bool = False

    @property
    def label(self) -> str:
        """The path as templates write it: ``customer.address.city``."""
        return ".".join(self.path)

    def decode(self, raw: object) -> Any:
        """Return the value of a field that is not NULL, as JSON in Python.

        The text of a JSON column that is not JSON stays a text.
        """
        if not isinstance(raw, str) or self.kind == "text":
            return raw
        if self.kind == "boolean":
            return {"true": True, "false": False}.get(raw, raw)
        try:
            value = json.loads(raw, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            return raw
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return raw if self.kind == "number" and not is_number else value


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Sends that are not judged: to nobody known, and with message data that is no JSON object."""

    unknown: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Population:
    """Everyone who will get a message.

    ``relation`` stands behind FROM in the engine's SQL: a table, or a query in parentheses. Each of
    its rows is a person, named by ``id_column`` (VARCHAR, never NULL). ``source`` is what reports
    call it. ``empty`` is None for a source that tells an empty text from none. ``left_out`` is None
    unless each row is a send, with message data of its own.
    """

    relation: str
    columns: tuple[Column, ...]
    id_column: str
    source: str
    empty: EmptyPolicy | None = None
    left_out: LeftOut | None = None

    @property
    def unit(self) -> Unit:
        """What a row is."""
        return "people" if self.left_out is None else "sends"

    def data(self, columns: Sequence[Column], row: Sequence[object]) -> dict[str, dict[str, Any]]:
        """Return what a person has below each root; ``row`` holds the fields of the columns.

        An object that several columns make up is there if one of them is. A column for an object
        stands before those of its members.
        """
        found: dict[str, dict[str, Any]] = {"customer": {}, "trigger": {}}
        for column, raw in zip(columns, row, strict=True):
            if raw is not None:
                put(found, column.path, column.decode(raw))
        return found


def put(holder: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    """Set a value below nested objects; what stands in the way makes room."""
    for step in path[:-1]:
        inner = holder.get(step)
        if not isinstance(inner, dict):
            inner = holder[step] = {}
        holder = inner
    holder[path[-1]] = value


def _refuse_constant(name: str) -> object:
    raise ValueError(name)  # NaN and Infinity are not JSON
