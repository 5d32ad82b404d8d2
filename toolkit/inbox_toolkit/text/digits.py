"""Whole numbers in ASCII digits, the only ones that JSON, URLs and Liquid know.

``int``, ``str.isdigit`` and ``\\d`` also take digits of other scripts (``3٣``), each its own set.
"""

MAX_DIGITS = 18
"""What fits into 64 bits; Python refuses to read some thousands of digits."""


def parse_digits(text: str) -> int | None:
    """Return the number that a text of digits is; None for any other text.

    >>> parse_digits("007"), parse_digits("-7"), parse_digits("٣"), parse_digits("²")
    (7, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None
