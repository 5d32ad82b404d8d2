"""From what a template needs of a column to the SQL that people are grouped by.

A text's class is ``t`` (clean), ``f`` (clean too, with digits of the filler of ``blank-value``, in
one text with other values), ``u`` (a sound https link), ``n`` (digits), ``d`` (a day that exists),
each with a mark per text that it is searched for; any other text is ``v`` and itself. The same
classes in Python (``ColumnKey.classify``) are what an engine's answer is compared with.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import Literal

from inbox_toolkit.audit.engines.dialect import Dialect
from inbox_toolkit.audit.engines.engine import ResultKind
from inbox_toolkit.audit.population import Column
from inbox_toolkit.audit.reads import ColumnNeed
from inbox_toolkit.liquid.javascript.utf16 import WHITESPACE
from inbox_toolkit.rendering.blank_probe import FILLER

MAX_BYTES = 200
"""How long a text of a class may be, unless a schema asks for shorter ones."""
MAX_NUMBER = 10**15
"""Up to here a double holds every integer, and a number prints without an exponent."""
LAST_SECOND = 253_402_300_799
"""The last second of the year 9999."""

_LOW = frozenset(map(chr, range(0x21)))
_SPACES = "".join(
    sorted(
        {*WHITESPACE, *(one for one in map(chr, range(0x10000)) if one.isspace()), "\x7f"} - _LOW
    )
)
_NONSENSE = (
    "([nN][aA][nN]|[uU][nN][dD][eE][fF][iI][nN][eE][dD]|[iI][nN][fF][iI][nN][iI][tT][yY]"
    "|[iI][nN][vV][aA][lL][iI][dD] [dD][aA][tT][eE])[^a-zA-Z]*$"
)
_UNSAFE = rf'["\\\[:\x00-\x1f]|^[ {_SPACES}]|^{_NONSENSE}'
_UNSAFE_IN_JSON = rf"[\[:\x00-\x1f]|^[ {_SPACES}]"
_FILLER = f"|{FILLER}"
_OF_FILLER = f"[{FILLER}]"
_LINK = r"^https://[a-z0-9.-]+([/?#][!#-\[\]-~]*)?$"
_DIGITS = r"^-?[0-9]{1,11}(\.[0-9]{1,3})?$"
_JSON_NUMBER = r"^-?(0|[1-9][0-9]{0,10})(\.[0-9]{1,3})?$"
_SECONDS = r"^[1-9][0-9]{8,10}$"
_DAY = (
    r"^[1-9][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)"
    r"|(0[13578]|1[02])-31)(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?Z)?$"
)


def _one_class_of_others(excluded: Iterable[str]) -> str:
    """Return the class of characters that are controls or excluded; it holds no escape."""
    edges = [" ", *sorted({*excluded} - _LOW, key=ord), "\U0010fffe"]
    ranges = ["\x20"]
    for before, after in pairwise(edges):
        low, high = ord(before) + 1, ord(after) - 1
        parts = (
            ((low, min(high, 0xD7FF)), (max(low, 0xE000), high))
            if high > 0xE000
            else ((low, high),)
        )
        for start, end in parts:
            if start == end:
                ranges.append(chr(start))
            elif start < end:
                ranges.append(f"{chr(start)}-{chr(end)}")
    return f"[^{''.join(ranges)}]"


_PLAIN_ODD = _one_class_of_others(
    {*_SPACES, *map(chr, range(0x80, 0xA1)), '"', ":", "[", "\\", "]"}
)
"""What no clean text holds, and more than that: a space that is not ASCII, wherever it is."""
_STARTS = [
    ("".join(letters), "".join((*letters[:-1], chr(ord(letters[-1]) + 1))))
    for word in ("nan", "und", "inf", "inv")
    for letters in product(*((one.upper(), one) for one in word))
]
"""Ranges of texts that may be words which nobody wants to read."""

Key = tuple[object, ...]


@dataclass(frozen=True)
class ColumnKey:
    """How one column is grouped by; ``need`` says why. Texts of a class have ``max_bytes``."""

    column: Column
    need: ColumnNeed
    dialect: Dialect
    max_bytes: int = MAX_BYTES

    @cached_property
    def kind(self) -> Literal["presence", "class", "value"]:
        """By what: whether it is there, its class, or itself."""
        if self.reasons:
            return "value"
        need = self.need
        is_asked = need.is_used or need.texts or need.parts or need.cuts or need.conditions
        return "class" if is_asked else "presence"

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Why the value itself, empty where a class will do."""
        need, kind = self.need, self.column.kind
        if self.column.is_rest:
            return ("of another type, or null",)
        if kind == "boolean":
            return ("true or false",)
        found = sorted(need.reasons)
        is_text = kind == "text"
        if self.column.is_text_encoded and kind == "number" and (need.cuts or need.conditions):
            found.append("a number kept as text is compared")
        if is_text and need.is_number and (need.texts or need.parts):
            found.append("compared as text and calculated with")
        if is_text and (need.cuts or need.conditions):
            found.append("a text is compared with a number")
        return tuple(found)

    @cached_property
    def width(self) -> int:
        """How many key columns it takes: a number outside of all classes has one of its own."""
        return 2 if self.kind == "class" and self._is_numeric else 1

    @property
    def _is_numeric(self) -> bool:
        return self.column.kind == "number" and not self.column.is_text_encoded

    @property
    def kinds(self) -> tuple[ResultKind, ...]:
        """What each of its key columns holds."""
        if self.kind == "value":
            return (result_kind(self.column),)
        return ("text", "number") if self.width == 2 else ("text",)

    def sql(self, field: str) -> tuple[str, ...]:
        """Return the key expressions over a field."""
        if self.kind == "value":
            return (field,)
        if self.kind == "presence":
            return (f"CASE WHEN {field} IS NULL THEN NULL ELSE 'p' END",)
        if self._is_numeric:
            return self._number_sql(field)
        return (self._text_sql(field),)

    def _number_sql(self, field: str) -> tuple[str, str]:
        low, high = self._bounds
        within = f"{field} BETWEEN {low} AND {high}"
        cuts = self._cuts
        if cuts:
            whens = " ".join(
                f"WHEN {field} {operator} {self.dialect.number(value)} THEN 'n{number}'"
                for number, (operator, value) in enumerate(cuts)
            )
            tag = f"CASE {whens} ELSE 'n{len(cuts)}' END"
        else:
            tag = "'n0'"
        return (
            f"CASE WHEN {within} THEN {tag} ELSE NULL END",
            f"CASE WHEN {within} THEN NULL ELSE {field} END",
        )

    def _text_sql(self, field: str) -> str:
        write = self.dialect
        if write.is_plain:
            return self._plain_text_sql(field)
        if self._takes_number:
            whens = " ".join(
                f"WHEN {write.matches(field, pattern)} THEN '{mark}'"
                for mark, pattern in self._number_patterns
            )
            return f"CASE WHEN {field} IS NULL THEN NULL {whens} ELSE 'v' || {field} END"
        fits, marks = self._fits(field), self._marks(field)
        clean = " AND ".join([*fits, f"NOT {write.matches(field, self._unsafe)}"])
        mark = self._clean_mark(field)
        link = " AND ".join([*fits, write.matches(field, _LINK)])
        return (
            f"CASE WHEN {field} IS NULL THEN NULL WHEN {clean} THEN {mark}{marks} "
            f"WHEN {link} THEN 'u'{marks} ELSE 'v' || {field} END"
        )

    def _fits(self, field: str) -> list[str]:
        """Return what holds of a text of a class, whichever it is."""
        write = self.dialect
        fits = [f"{field} <> ''", f"{write.byte_length(field)} <= {self.max_bytes}"]
        if self.need.texts:
            fits.append(f"{field} NOT IN ({', '.join(map(write.text, sorted(self.need.texts)))})")
        return fits

    def _marks(self, field: str) -> str:
        return "".join(
            f" || CASE WHEN {self.dialect.contains(field, part)} THEN '1' ELSE '0' END"
            for part in sorted(self.need.parts)
        )

    def _clean_mark(self, field: str) -> str:
        if not self.need.is_joined:
            return "'t'"
        return f"CASE WHEN {self.dialect.matches(field, _OF_FILLER)} THEN 'f' ELSE 't' END"

    def _plain_text_sql(self, field: str) -> str:
        """Return the key of a text by what every warehouse means alike.

        What is not sure to be of a class is ``v`` and itself, also where Python knows a class.
        """
        write = self.dialect
        if self._takes_number:
            least, most = (9, 11) if self.need.is_date else (1, 11)
            first = "1" if self.need.is_date or self.column.is_text_encoded else "0"
            length = write.byte_length(field)
            fits = [
                f"{length} BETWEEN {least} AND {most}",
                f"{field} >= '{first}'",
                f"NOT {write.matches(field, '[^0-9]')}",
            ]
            mark, marks = "'n'", ""
        else:
            fits = [
                *self._fits(field),
                f"{field} >= '!'",
                f"NOT {write.matches(field, _PLAIN_ODD)}",
            ]
            if self.need.is_printed:
                starts = (f"({field} >= '{one}' AND {field} < '{end}')" for one, end in _STARTS)
                fits.append(f"NOT ({' OR '.join(starts)})")
            if self.need.is_joined:
                fits.append(f"NOT {write.contains(field, FILLER)}")
            mark, marks = self._clean_mark(field), self._marks(field)
        return (
            f"CASE WHEN {field} IS NULL THEN NULL WHEN {' AND '.join(fits)} THEN {mark}{marks} "
            f"ELSE 'v' || {field} END"
        )

    @property
    def _takes_number(self) -> bool:
        return self.need.is_number or self.column.is_text_encoded

    @property
    def _number_patterns(self) -> tuple[tuple[str, str], ...]:
        if self.column.is_text_encoded:
            return (("n", _SECONDS if self.need.is_date else _JSON_NUMBER),)
        if self.need.is_date:
            return (("d", _DAY), ("n", _SECONDS))
        return (("n", _DIGITS),)

    @property
    def _unsafe(self) -> str:
        filler = _FILLER if self.need.is_joined else ""
        return (_UNSAFE if self.need.is_printed else _UNSAFE_IN_JSON) + filler

    @property
    def _bounds(self) -> tuple[int, int]:
        return (0, LAST_SECOND) if self.need.is_date else (-MAX_NUMBER, MAX_NUMBER)

    @cached_property
    def _cuts(self) -> tuple[tuple[str, float], ...]:
        return tuple(sorted(self.need.cuts, key=lambda cut: (cut[1], cut[0] == "<=")))

    def classify(self, raw: object) -> Key:
        """Return the key of a field that an engine has to give."""
        if self.kind == "value" or raw is None:
            return (raw,) + (None,) * (self.width - 1)
        if self.kind == "presence":
            return ("p",)
        if isinstance(raw, str):
            return (self._text_class(raw),)
        low, high = self._bounds
        assert isinstance(raw, int | float)  # noqa: S101 - numbers are all that is left
        if not low <= raw <= high:
            return (None, raw)
        for number, (operator, value) in enumerate(self._cuts):
            if raw < value if operator == "<" else raw <= value:
                return (f"n{number}", None)
        return (f"n{len(self._cuts)}", None)

    def _text_class(self, text: str) -> str:
        if self._takes_number:
            marks = (mark for mark, form in self._number_patterns if _search(form, text))
            return next(marks, "v" + text)
        marked = "".join("1" if part in text else "0" for part in sorted(self.need.parts))
        if text and len(text.encode()) <= self.max_bytes and text not in self.need.texts:
            if not _search(self._unsafe, text):
                has_digits = self.need.is_joined and _search(_OF_FILLER, text)
                return ("f" if has_digits else "t") + marked
            if _search(_LINK, text):
                return "u" + marked
        return "v" + text

    def itself(self, raw: object) -> Key:
        """Return the key that is the field itself, which always decides the verdict."""
        if raw is None or self.kind != "class":
            return self.classify(raw)
        return (None, raw) if self.width == 2 else (f"v{raw}",)

    def exact_text(self, key: Key) -> str | None:
        """Return the text that everyone of a group has, if its class is that text itself."""
        text = key[0]
        is_own = self.kind == "class" and isinstance(text, str) and text.startswith("v")
        return text[1:] if is_own and isinstance(text, str) else None

    def field(self, key: Key, representative: object) -> tuple[object, str]:
        """Return a field of the group with a key, and its class: empty for the value itself."""
        if self.kind == "value":
            return key[0], ""
        if self.kind == "presence":
            return (None if key[0] is None else representative), ""
        if self.width == 2:
            return (key[1], "") if key[0] is None else (representative, "n")
        if key[0] is None:
            return None, ""
        text = str(key[0])
        return (text[1:], "") if text[0] == "v" else (representative, text[0])


def result_kind(column: Column) -> ResultKind:
    """Return what a field of a column is to an engine."""
    if column.is_text_encoded or column.kind in ("text", "json"):
        return "text"
    return "boolean" if column.kind == "boolean" else "number"


def value_keys(columns: Iterable[Column], dialect: Dialect) -> tuple[ColumnKey, ...]:
    """Return keys that are the values of these columns themselves."""
    need = ColumnNeed(is_value=True, reasons={"few distinct values"})
    return tuple(ColumnKey(one, need, dialect) for one in columns)


def _search(pattern: str, text: str) -> bool:
    return re.search(pattern.replace("$", r"\Z"), text) is not None


def key_slices(keys: Sequence[ColumnKey]) -> list[slice]:
    """Return where the key of each column is among all key columns."""
    ends = [0]
    for one in keys:
        ends.append(ends[-1] + one.width)
    return [slice(*pair) for pair in pairwise(ends)]
