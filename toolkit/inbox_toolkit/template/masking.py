"""Hide Liquid behind filler of equal length, so that a JSON reader can read what is around it."""

import re
from collections.abc import Iterable

from inbox_toolkit.liquid.scanner import Piece

_QUOTE_OR_ESCAPE = re.compile(r'\\.|"', re.DOTALL)


def mask(text: str, pieces: Iterable[Piece]) -> str:
    """Return the text with every piece of Liquid replaced by as many other characters.

    Inside a JSON string the filler is letters. Outside, an output becomes ``0`` and blanks (it may
    stand for any value) and everything else blanks (a tag prints nothing of its own). What
    ``raw`` holds is text and stays.
    """
    masked: list[str] = []
    in_string = False
    for piece in pieces:
        held = piece.span.of(text)
        if piece.kind in ("text", "raw"):
            masked.append(held)
            for found in _QUOTE_OR_ESCAPE.finditer(held):
                in_string ^= found.group() == '"'
        elif in_string:
            masked.append("x" * len(held))
        elif piece.kind == "output":
            masked.append("0".ljust(len(held)))
        else:
            masked.append(" " * len(held))
    return "".join(masked)
