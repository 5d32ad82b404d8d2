"""The few pieces of SQL that an audit needs beyond what every engine means the same by.

NULL, ``=``, ``IN``, ``<``, CASE, COUNT, MIN and GROUP BY need no help. The rest is here, and
``canary.py`` makes sure of it before an engine is believed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine writes them; each template has ``{0}``, ``{1}`` for SQL expressions.

    ``matches``: a text has a part that a regular expression matches. ``byte_length``: how many
    bytes a text has in UTF-8. ``to_text``: a number or boolean as text, the same for equal values
    and different for others. ``contains``: a text holds another.
    """

    name: str
    quote: str = '"'
    matches: str = "regexp_matches({0}, {1})"
    byte_length: str = "strlen({0})"
    to_text: str = "CAST({0} AS VARCHAR)"
    contains: str = "contains({0}, {1})"

    def identifier(self, name: str) -> str:
        """Return a name in quotes."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def literal(self, text: str) -> str:
        """Return a text as a literal, its characters as they are."""
        return "'" + text.replace("'", "''") + "'"


DUCKDB = Dialect("duckdb")
