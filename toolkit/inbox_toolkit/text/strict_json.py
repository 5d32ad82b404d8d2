"""Reads JSON as the standard library does, but for what it should not take: a key twice, NaN."""

import json
from typing import Any


def parse_strictly(text: str) -> Any:
    """Return what a JSON text says.

    Raises ValueError where it is not JSON as RFC 8259 has it (``NaN`` and ``Infinity`` are none),
    begins with a byte order mark or holds a key twice, RecursionError where it nests too deep.
    """
    text = text.strip(_BLANKS)
    value, end = _read(text)
    if end != len(text):
        raise ValueError("there is text after the end of the JSON")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    return members


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


_BLANKS = " \t\n\r"
_read = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse).raw_decode
"""``json.loads`` would make a decoder for each text, which costs as much as reading a short one."""
