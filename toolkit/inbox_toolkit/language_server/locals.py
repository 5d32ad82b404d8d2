"""The names that a template itself gives a value to, and that can be read at a place."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan

_NAMING = {
    "assign": "assigned above",
    "capture": "captured above",
    "increment": "a counter",
    "decrement": "a counter",
}
_LOOPS = ("for", "tablerow")
_LOOP = re.compile(r"\s*\w+\s+([\w-]+)\s+in\s+([^\s|]+)")
_ASSIGN = re.compile(r"\s*assign\s+([\w-]+)\s*=\s*([\w.\[\]'\"-]+)\s*$")


class NameSource(NamedTuple):
    """What a name stands for: a path, or each item of it."""

    path: str
    is_item: bool


def locals_at(text: str, offset: int) -> dict[str, str]:
    """Return the names that can be read at an offset, each with what it is, the nearest first."""
    named: dict[str, str] = {}
    loops: list[str | None] = []
    for token, words in _tags(text, offset):
        if token.name in _NAMING and len(words) > 1:
            named[words[1].partition("=")[0]] = _NAMING[token.name]
        elif token.name in _LOOPS:
            loops.append(words[1] if len(words) > 1 else None)
        elif token.name in ("endfor", "endtablerow") and loops:
            loops.pop()
    found = {name: "each item of the loop" for name in reversed(loops) if name}
    if loops:
        found["forloop"] = "index, first, last, length of the loop"
    return {**found, **dict(reversed(named.items()))}


def sources_at(text: str, offset: int) -> dict[str, NameSource]:
    """Return the paths that names stand for at an offset: of loops around it, of plain assigns."""
    named: dict[str, NameSource] = {}
    loops: list[tuple[str, NameSource] | None] = []
    for token, words in _tags(text, offset):
        inside = token.inner.of(text[:offset])
        if token.name in _LOOPS:
            loop = _LOOP.match(inside)
            loops.append((loop[1], NameSource(loop[2], is_item=True)) if loop else None)
        elif token.name in ("endfor", "endtablerow") and loops:
            loops.pop()
        elif token.name in _NAMING and len(words) > 1:
            named.pop(words[1].partition("=")[0], None)
            if assign := _ASSIGN.match(inside):
                named[assign[1]] = NameSource(assign[2], is_item=False)
    return {**named, **dict(one for one in loops if one)}


def _tags(text: str, offset: int) -> Iterator[tuple[Token, list[str]]]:
    """Yield the tags before an offset, each with its words."""
    before = text[:offset]
    for token in scan(normalize_delimiters(before))[0]:
        if token.kind == "tag":
            yield token, token.inner.of(before).split()
