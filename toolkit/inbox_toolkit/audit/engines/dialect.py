"""The few pieces of SQL that an audit needs beyond what every engine means the same by.

NULL, ``=``, ``IN``, ``<``, CASE, ``||``, COUNT, MIN and GROUP BY need no help. The rest is here,
and ``canary.py`` makes sure of it before an engine is believed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_ESCAPES = {"\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine writes them: each template takes SQL expressions for ``{0}`` and ``{1}``.

    ``match``: a text has a part that a regular expression matches. ``length``: how many bytes a
    text has in UTF-8. ``search``: a text holds another. ``same``: equal, or both NULL.
    ``has_escapes``: a backslash in a literal is one only if it is doubled. ``end``: what matches at
    the very end of a text, where ``$`` also matches before a last line break.

    The others convert what a source holds. ``members``: a query of a struct's members, a column
    each, from a relation. ``json``: a nested value as JSON text, absent members included.
    ``seconds``: a timestamp as whole Unix seconds, one without a zone as UTC. ``finite``: a double
    is neither NaN nor infinite.

    ``is_plain``: nobody here can try the engine, so that a regular expression is one class of
    characters, written as they are. ``has_values``: VALUES may stand behind FROM.
    ``has_unicode_escapes``: a literal may hold ``\\u00a0``. ``folds_to_upper``: what people write
    without quotes, and in small letters, is a name in capitals.
    """

    name: str
    quote: str = '"'
    match: str = "(regexp_extract({0}, {1}) <> '')"
    length: str = "strlen({0})"
    search: str = "contains({0}, {1})"
    same: str = "{0} IS NOT DISTINCT FROM {1}"
    double: str = "DOUBLE"
    varchar: str = "VARCHAR"
    has_escapes: bool = False
    end: str = "$"
    members: str = "SELECT unnest({0}) FROM {1}"
    json: str = "CAST(to_json({0}) AS VARCHAR)"
    seconds: str = "CAST(floor(epoch({0})) AS BIGINT)"
    finite: str = "isfinite({0})"
    is_plain: bool = False
    has_values: bool = True
    has_unicode_escapes: bool = False
    folds_to_upper: bool = False

    def identifier(self, name: str) -> str:
        """Return a name in quotes."""
        if self.folds_to_upper and _PLAIN_NAME.fullmatch(name):
            name = name.upper()
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def table(self, name: str) -> str:
        """Return the name of a table, its parts after dots, in quotes."""
        return ".".join(map(self.identifier, name.split(".")))

    def text(self, text: str) -> str:
        """Return a text as a literal, its characters as they are."""
        if self.has_escapes:
            return "'" + "".join(map(self._escaped, text)) + "'"
        return "'" + text.replace("'", "''") + "'"

    def _escaped(self, character: str) -> str:
        if character in _ESCAPES:
            return _ESCAPES[character]
        if self.has_unicode_escapes and not character.isprintable() and character < "\U00010000":
            return f"\\u{ord(character):04x}"
        return character

    def number(self, value: float) -> str:
        """Return a number as a literal of exactly its value."""
        if isinstance(value, int):
            return str(value)
        return f"CAST('{value!r}' AS {self.double})"

    def as_text(self, value: str) -> str:
        """Return an expression's value as a text."""
        return f"CAST({value} AS {self.varchar})"

    def values(self, rows: Sequence[Sequence[str]], name: str) -> str:
        """Return a relation of expressions, its columns ``c0``, ``c1`` and so on."""
        if not self.has_values:
            selects = (
                ", ".join(f"{one} AS c{number}" for number, one in enumerate(row)) for row in rows
            )
            return f"({' UNION ALL '.join(f'SELECT {one}' for one in selects)}) {name}"
        written = ", ".join(f"({', '.join(row)})" for row in rows)
        columns = ", ".join(f"c{number}" for number in range(len(rows[0])))
        return f"(VALUES {written}) AS {name}({columns})"

    def matches(self, field: str, pattern: str) -> str:
        """Return whether a part of a field matches a regular expression."""
        return self.match.format(field, self.text(pattern.replace("$", self.end)))

    def byte_length(self, field: str) -> str:
        """Return the length of a field in bytes."""
        return self.length.format(field)

    def contains(self, field: str, part: str) -> str:
        """Return whether a field holds a text."""
        return self.search.format(field, self.text(part))

    def is_same(self, left: str, right: str) -> str:
        """Return whether two expressions are equal, or both NULL."""
        return self.same.format(left, right)


DUCKDB = Dialect("duckdb")

SPARK = Dialect(
    "spark",
    quote="`",
    match="({0} RLIKE {1})",
    length="octet_length({0})",
    same="{0} <=> {1}",
    varchar="STRING",
    has_escapes=True,
    end=r"\z",
    members="SELECT {0}.* FROM {1}",
    json="to_json({0}, map('ignoreNullFields', 'false'))",
    seconds="unix_seconds(CAST({0} AS TIMESTAMP))",
    finite="abs({0}) < double('Infinity')",  # where NaN is greater than any other number
)

BIGQUERY = Dialect(
    "bigquery",
    quote="`",
    match="REGEXP_CONTAINS({0}, {1})",
    length="BYTE_LENGTH({0})",
    search="(STRPOS({0}, {1}) > 0)",
    double="FLOAT64",
    varchar="STRING",
    has_escapes=True,
    is_plain=True,
    has_values=False,
    has_unicode_escapes=True,
)

SNOWFLAKE = Dialect(
    "snowflake",
    match="(REGEXP_INSTR({0}, {1}) > 0)",  # REGEXP_LIKE is anchored at both ends
    length="OCTET_LENGTH({0})",
    has_escapes=True,
    is_plain=True,
    has_unicode_escapes=True,
    folds_to_upper=True,
)

REDSHIFT = Dialect(
    "redshift",
    match="(REGEXP_INSTR({0}, {1}) > 0)",
    length="OCTET_LENGTH({0})",
    search="(STRPOS({0}, {1}) > 0)",
    same="({0} = {1} OR ({0} IS NULL AND {1} IS NULL))",
    double="DOUBLE PRECISION",
    varchar="VARCHAR(65535)",
    has_escapes=True,
    is_plain=True,
    has_values=False,
)

DATABRICKS = replace(SPARK, name="databricks", is_plain=True, has_unicode_escapes=True)

WAREHOUSES = {one.name: one for one in (BIGQUERY, SNOWFLAKE, REDSHIFT, DATABRICKS)}
"""Dialects that queries are written in for people to run."""
