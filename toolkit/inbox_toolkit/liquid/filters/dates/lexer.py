"""V8's tokens of a date (``src/date/dateparser-inl.h``, ``DateStringTokenizer``)."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from inbox_toolkit.liquid.javascript.utf16 import WHITESPACE

Kind = Literal["number", "symbol", "word", "space", "other", "end"]
Meaning = Literal["month", "half", "zone", "separator"]

SIGNIFICANT_DIGITS = 9
"""V8 reads no more digits of a number than these, leading zeros aside."""

_WORD_ENDS = WHITESPACE.replace("\u2028", "").replace("\u2029", "")
"""To V8 these two line separators are spaces, unless a word takes them in first."""

_TOKEN = re.compile(
    rf"(?P<number>[0-9]+)|(?P<symbol>[-:+.)])|(?P<word>[^\x00-@{_WORD_ENDS}]+)"
    rf"|(?P<space>[{WHITESPACE}])|(?P<other>.)",
    re.DOTALL,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ZONES = {"ut": 0, "utc": 0, "z": 0, "gmt": 0, "cdt": -5, "cst": -6, "edt": -4, "est": -5}
_ZONES |= {"mdt": -6, "mst": -7, "pdt": -7, "pst": -8}
_HALVES = {"am": 0, "pm": 12}


class Token(NamedTuple):
    """A piece of a date's text; ``value`` is a number's value or the hours a word stands for."""

    kind: Kind
    text: str
    value: int = 0
    meaning: Meaning | None = None

    def is_symbol(self, symbol: str) -> bool:
        """Return True if this is the given symbol."""
        return self.kind == "symbol" and self.text == symbol

    @property
    def is_sign(self) -> bool:
        """Whether this is ``+`` or ``-``."""
        return self.kind == "symbol" and self.text in "+-"

    @property
    def is_zulu(self) -> bool:
        """Whether this is the word ``Z``."""
        return self.kind == "word" and self.text in ("z", "Z")

    def is_digits(self, count: int) -> bool:
        """Return True if this is a number written in so many digits."""
        return self.kind == "number" and len(self.text) == count


END = Token("end", "")


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; parentheses are passed over whole, nested ones too."""
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        if match[0] == "(":
            at = _after_parentheses(text, match.start())
        yield _token(match)


def _after_parentheses(text: str, at: int) -> int:
    depth = 0
    for at in range(at, len(text)):  # noqa: B020, PLR1704 - goes on from there
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at + 1
    return len(text)


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    if match["number"]:
        return Token("number", text, int(text.lstrip("0")[:SIGNIFICANT_DIGITS] or 0))
    if match["word"]:
        return _word(text)
    if match["symbol"]:
        return Token("symbol", text)
    return Token("space" if match["space"] else "other", text)


def _word(text: str) -> Token:
    word = text.lower()
    if word[:3] in _MONTHS:
        return Token("word", text, _MONTHS.index(word[:3]) + 1, "month")
    if word in _HALVES:
        return Token("word", text, _HALVES[word], "half")
    if word in _ZONES:
        return Token("word", text, _ZONES[word], "zone")
    return Token("word", text, 0, "separator" if word == "t" else None)
