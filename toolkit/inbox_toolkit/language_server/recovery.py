"""Blanks out what is unfinished in a text that is being typed, so that the rest is validated.

``{{ customer.`` without its end takes everything up to the next ``}}`` with it, and one open
``{% if %}`` hides every other finding. Here such a construct becomes blanks of the same length, so
that everything else keeps its place; the mistake itself is found in the original text.
"""

import re
from collections.abc import Iterable

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.text.span import Span

_OPENING = re.compile(r"\{\{|\{%|<<(?=[ \t]*[A-Za-z_])")
_CLOSING = {"{{": "}}", "{%": "%}", "<<": ">>"}
_STOP = re.compile(r'\n|\r|(?<!\\)"(?=[ \t]*[,}\]\r\n]|[ \t]*$)|\{\{|\{%')
"""Where a construct that is not closed ends at the latest: its line, its JSON string, the next."""

MAX_ROUNDS = 20
"""Mistakes that are blanked out; a text with more is not validated."""


def repair(text: str, *, version: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text with unfinished Liquid blanked out, and the spans that were.

    The text comes back as it is where its Liquid parses.
    """
    blanked: list[Span] = []
    for _ in range(MAX_ROUNDS):
        errors = parse(text, version=version).errors
        if not errors:
            break
        spans = sorted(_spans_of(text, errors))
        if not spans:
            break
        blanked += spans
        for span in spans:
            text = text[: span.start] + _filler(text, span) + text[span.end :]
    return text, tuple(sorted(blanked))


def _spans_of(text: str, errors: Iterable[LiquidSyntaxError]) -> set[Span]:
    """Return what to blank out: the construct that each mistake stands in."""
    unfinished = set(_unfinished(text))
    if unfinished:
        return unfinished
    return {span for error in errors if (span := _construct(text, error.span)) is not None}


def _unfinished(text: str) -> Iterable[Span]:
    """Yield the outputs and tags that another one, or the end of their string, cuts short."""
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        closing = text.find(_CLOSING[opening[0]], opening.end())
        stop = _STOP.search(text, opening.end())
        limit = stop.start() if stop else len(text)
        if closing < 0 or (limit < closing and _is_cut_short(text, opening.end(), limit, closing)):
            yield Span(opening.start(), _without_comma(text, opening.end(), limit))
            at = limit
        else:
            at = closing + 2


def _without_comma(text: str, start: int, end: int) -> int:
    """Return where a construct ends if the comma at its end is the JSON's."""
    kept = text[start:end].rstrip(" \t,")
    return start + len(kept) if text[start + len(kept) : end].strip() == "," else end


def _is_cut_short(text: str, start: int, limit: int, closing: int) -> bool:
    """Return True if what stands between an opening and its closing reaches into another one."""
    inside = text[limit:closing]
    if text.startswith(("{{", "{%"), limit):
        return text[start:limit].count("'") % 2 == 0
    return bool(_OPENING.search(inside)) and "\n" in inside


def _construct(text: str, span: Span) -> Span | None:
    """Return the output or tag around a mistake."""
    start = max(text.rfind("{{", 0, span.start + 2), text.rfind("{%", 0, span.start + 2))
    if start < 0:
        return None
    end = text.find("}}" if text.startswith("{{", start) else "%}", start + 2)
    return Span(start, end + 2) if end >= 0 else Span(start, min(start + 2, len(text)))


def _filler(text: str, span: Span) -> str:
    """Return what stands in for a construct: blanks, or a number where a value must be."""
    blanks = re.sub(r"[^\r\n]", " ", span.of(text))
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    is_value = line.rstrip().endswith(":") and text.startswith(("{{", "<<"), span.start)
    return f"0{blanks[1:]}" if is_value else blanks
