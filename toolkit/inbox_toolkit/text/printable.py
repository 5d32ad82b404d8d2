"""Makes names and foreign text safe to print: on a terminal, in a log, in any encoding."""

import unicodedata


def printable(text: str) -> str:
    """Return text with control characters, direction marks and lone surrogates escaped.

    Nothing in the result can move a cursor, start a line, or fail to be encoded as UTF-8.

    >>> printable("a\\x1b[2J\\nb")
    'a\\\\x1b[2J\\\\nb'
    """
    if text.isprintable():
        return text
    return "".join(one if _is_harmless(one) else _escape(one) for one in text)


def _is_harmless(character: str) -> bool:
    # Python counts spaces other than U+0020 as not printable; a no-break space is harmless.
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
