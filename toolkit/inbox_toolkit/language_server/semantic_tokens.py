"""Semantic tokens: variables, filters, tags, strings and numbers inside Liquid."""

import re
from collections.abc import Iterator

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import DocumentParams, SemanticTokens
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.text.span import Span

TYPES = ("variable", "function", "keyword", "string", "number", "operator", "comment")
"""The types of tokens, by their numbers."""

_INSIDE = re.compile(
    r"""(?P<string>'[^']*'|"[^"]*")
    |\|\s*(?P<function>[A-Za-z_][\w-]*)
    |(?P<number>-?\d+(?:\.\d+)?)
    |(?P<operator>\b(?:and|or|not|contains|in|limit|offset|reversed|with)\b|==|!=|<>|<=|>=|<|>)
    |(?P<keyword>\b(?:true|false|nil|null|blank|empty)\b)
    |(?P<variable>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)""",
    re.VERBOSE | re.ASCII,
)
_NUMBERS = {name: number for number, name in enumerate(TYPES)}


def semantic_tokens(document: Document, _: DocumentParams) -> SemanticTokens:
    """Return the tokens of all Liquid in a document, encoded as the protocol wants them."""
    data: list[int] = []
    line, character = 0, 0
    for span, kind in _tokens(document.text):
        area = document.positions.range(span)
        start, end = area["start"], area["end"]
        if start["line"] != end["line"]:  # most clients take no token over several lines
            continue
        moved = start["line"] - line
        data += [
            moved,
            start["character"] - (0 if moved else character),
            end["character"] - start["character"],
            kind,
            0,
        ]
        line, character = start["line"], start["character"]
    return {"data": data}


def _tokens(text: str) -> Iterator[tuple[Span, int]]:
    for token in scan(normalize_delimiters(text))[0]:
        if token.kind == "comment":
            yield token.span, _NUMBERS["comment"]
        elif token.kind in ("output", "tag"):
            yield from _inside(text, token)


def _inside(text: str, token: Token) -> Iterator[tuple[Span, int]]:
    start, end = token.inner
    if token.kind == "tag" and token.name:
        yield Span(start, start + len(token.name)), _NUMBERS["keyword"]
        start += len(token.name)
    for found in _INSIDE.finditer(text, start, end):
        kind = found.lastgroup or ""
        yield Span(*found.span(kind)), _NUMBERS[kind]
