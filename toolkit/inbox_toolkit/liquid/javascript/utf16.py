"""Text in UTF-16 code units, as JavaScript counts it: an emoji has length two.

A cut through such a character leaves a lone surrogate, as in JavaScript; ``join_surrogates`` joins
the halves that meet again.
"""

import re

WHITESPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What ``\\s`` and ``trim`` take in JavaScript (ECMA-262, WhiteSpace and LineTerminator)."""

WHITESPACE_RUN = re.compile(f"[{WHITESPACE}]+")


def length(text: str) -> int:
    """Return the number of UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def has_surrogate_pairs(text: str) -> bool:
    """Return True if the text has a character of two units."""
    return not text.isascii() and max(text) > "\uffff"


def has_surrogates(text: str) -> bool:
    """Return True if the text has a surrogate; encoding it tells ten times as fast as a search."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def slice_units(text: str, start: int, end: int | None = None) -> str:
    """Return the units ``start`` up to ``end``, both of which count as Python's do."""
    if not has_surrogate_pairs(text):
        return text[start:end]
    code_units = text.encode("utf-16-le", "surrogatepass")
    first, last, _ = slice(start, end).indices(len(code_units) // 2)
    return code_units[2 * first : 2 * last].decode("utf-16-le", "surrogatepass")


def code_units(text: str) -> list[str]:
    """Return the text's units one by one; a pair becomes two lone surrogates."""
    if not has_surrogate_pairs(text):
        return list(text)
    raw = text.encode("utf-16-le", "surrogatepass")
    return [chr(raw[at] | raw[at + 1] << 8) for at in range(0, len(raw), 2)]


def explode(text: str) -> str:
    """Return the text with every pair as two surrogates, so that Python sees the code units."""
    return "".join(code_units(text)) if has_surrogate_pairs(text) else text


def units_for(text: str, pattern: str) -> str:
    """Return a text in which Python finds a pattern wherever JavaScript does.

    They differ for half of a pair only: ``"😀".includes("\\ud83d")`` is true. Join the halves of
    what is made of the result.
    """
    return explode(text) if has_surrogates(pattern) else text


def sort_key(text: str) -> bytes:
    """Return a key that sorts as JavaScript compares text."""
    return text.encode("utf-16-be", "surrogatepass")


def join_surrogates(text: str) -> str:
    """Return the text with adjacent surrogate halves joined."""
    if not has_surrogates(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def to_well_formed(text: str) -> str:
    """Return the text as it leaves as UTF-8: halves joined, lone ones replaced by U+FFFD."""
    if not has_surrogates(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
