"""Document symbols and folding: the members of the JSON, the blocks of the Liquid."""

from collections.abc import Iterator

from lsprotocol.types import (
    DocumentSymbol,
    DocumentSymbolParams,
    FoldingRange,
    FoldingRangeParams,
    SymbolKind,
)

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.liquid.syntax.nodes import Assign, Capture
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.template.reader import mask
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue

_KINDS = {
    "object": SymbolKind.Object,
    "array": SymbolKind.Array,
    "string": SymbolKind.String,
    "number": SymbolKind.Number,
    "literal": SymbolKind.Constant,
    "opaque": SymbolKind.Object,
}


def symbols(document: Document, _: DocumentSymbolParams) -> list[DocumentSymbol]:
    """Return the members of the envelope and of the properties, and the names assigned."""
    text = normalize_delimiters(document.text)
    root = read_json(mask(text, scan(text)[0])).root
    found = list(_members(document, root)) if root else []
    result = document.result()
    for node in walk_nodes(result.template.parsed.nodes) if result else ():
        if isinstance(node, Assign | Capture):
            location = result.template.locate(node.span) if result else None
            if location and location.source.name == document.name:
                area = document.positions.range(location.span)
                found.append(DocumentSymbol(node.name, SymbolKind.Variable, area, area))
    return found


def _members(document: Document, value: JsonValue) -> Iterator[DocumentSymbol]:
    for member in value.members:
        whole = document.positions.range(
            type(member.key_span)(member.key_span.start, member.value.span.end)
        )
        yield DocumentSymbol(
            member.key or " ",
            _KINDS[member.value.kind],
            whole,
            document.positions.range(member.key_span),
            children=list(_members(document, member.value)),
        )


def folding(document: Document, _: FoldingRangeParams) -> list[FoldingRange]:
    """Return the brackets and Liquid blocks that take more than a line."""
    text = normalize_delimiters(document.text)
    tokens = scan(text)[0]
    masked = mask(text, tokens)
    found: list[FoldingRange] = []
    for start, end in (*_brackets(masked), *_blocks(tokens)):
        first, last = document.positions.position(start).line, document.positions.position(end).line
        if last > first:
            found.append(FoldingRange(first, last - 1 if last - first > 1 else first))
    return [one for one in found if one.end_line > one.start_line]


def _brackets(masked: str) -> Iterator[tuple[int, int]]:
    stack: list[int] = []
    in_string = False
    at = 0
    while at < len(masked):
        character = masked[at]
        if in_string:
            at += character == "\\"
            in_string = character != '"'
        elif character == '"':
            in_string = True
        elif character in "{[":
            stack.append(at)
        elif character in "}]" and stack:
            yield stack.pop(), at
        at += 1


def _blocks(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    stack: list[tuple[str, int]] = []
    for token in tokens:
        name = token.name or ""
        if name.startswith("end") and stack and stack[-1][0] == name[3:]:
            yield stack.pop()[1], token.span.start
        elif name in ("if", "unless", "case", "for", "tablerow", "capture", "comment", "raw"):
            stack.append((name, token.span.start))
