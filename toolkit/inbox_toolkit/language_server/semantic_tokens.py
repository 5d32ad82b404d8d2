"""Semantic tokens: variables, filters, tags, strings and numbers inside Liquid."""

import re
from collections.abc import Iterator

from lsprotocol.types import (
    SemanticTokens,
    SemanticTokensLegend,
    SemanticTokensParams,
    SemanticTokenTypes,
)

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.text.span import Span

_TYPES = (
    SemanticTokenTypes.Variable,
    SemanticTokenTypes.Function,
    SemanticTokenTypes.Keyword,
    SemanticTokenTypes.String,
    SemanticTokenTypes.Number,
    SemanticTokenTypes.Operator,
    SemanticTokenTypes.Comment,
)
LEGEND = SemanticTokensLegend([str(one.value) for one in _TYPES], [])

_INSIDE = re.compile(
    r"""(?P<String>'[^']*'|"[^"]*")
    |\|\s*(?P<Function>[A-Za-z_][\w-]*)
    |(?P<Number>-?\d+(?:\.\d+)?)
    |(?P<Operator>\b(?:and|or|not|contains|in|limit|offset|reversed|with)\b|==|!=|<>|<=|>=|<|>)
    |(?P<Keyword>\b(?:true|false|nil|null|blank|empty)\b)
    |(?P<Variable>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)""",
    re.VERBOSE | re.ASCII,
)
_BY_NAME = {one.name: number for number, one in enumerate(_TYPES)}


def semantic_tokens(document: Document, _: SemanticTokensParams) -> SemanticTokens:
    """Return the tokens of all Liquid in a document, encoded as the protocol wants them."""
    data: list[int] = []
    line, character = 0, 0
    for span, kind in _tokens(document.text):
        area = document.positions.range(span)
        if area.start.line != area.end.line:  # most clients take no token over several lines
            continue
        moved = area.start.line - line
        data += [
            moved,
            area.start.character - (0 if moved else character),
            area.end.character - area.start.character,
            kind,
            0,
        ]
        line, character = area.start.line, area.start.character
    return SemanticTokens(data)


def _tokens(text: str) -> Iterator[tuple[Span, int]]:
    for token in scan(normalize_delimiters(text))[0]:
        if token.kind == "comment":
            yield token.span, _BY_NAME["Comment"]
        elif token.kind in ("output", "tag"):
            yield from _inside(text, token)


def _inside(text: str, token: Token) -> Iterator[tuple[Span, int]]:
    start, end = token.inner
    if token.kind == "tag" and token.name:
        yield Span(start, start + len(token.name)), _BY_NAME["Keyword"]
        start += len(token.name)
    for found in _INSIDE.finditer(text, start, end):
        kind = found.lastgroup or ""
        yield Span(*found.span(kind)), _BY_NAME[kind]
