"""Which characters are blank and which make a word, as liquidjs 10.26.0 sorts them.

Source: liquidjs's character table (``src/util/character.ts``). Python's own ``\\s`` and ``\\w``
differ from it: U+FEFF is a word character there, ``?`` and ``-`` are, U+180E is blank.
"""

BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
BLANK = f"[{BLANKS}]"
"""A pattern: one blank character."""

_PUNCTUATION = "\u201c\u201d"
_NO_WORD = r"\x00-,./:->@\[-\^`{-\x7f"

WORD = f"[^{_NO_WORD}{BLANKS}{_PUNCTUATION}]"
"""A pattern: one character of a name: ASCII letters, digits, ``_ - ?``, and most above ASCII."""
