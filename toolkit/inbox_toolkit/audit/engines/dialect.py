"""The few pieces of SQL that an audit needs beyond what every engine means the same by.

NULL, ``=``, ``IN``, ``<``, CASE, ``||``, COUNT, MIN and GROUP BY need no help. The rest is here,
and ``canary.py`` makes sure of it before an engine is believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass


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

    def identifier(self, name: str) -> str:
        """Return a name in quotes."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def table(self, name: str) -> str:
        """Return the name of a table, its parts after dots, in quotes."""
        return ".".join(map(self.identifier, name.split(".")))

    def text(self, text: str) -> str:
        """Return a text as a literal, its characters as they are."""
        if self.has_escapes:
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return "'" + text.replace("'", "''") + "'"

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
