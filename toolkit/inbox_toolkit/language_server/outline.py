"""Document symbols and folding: the members of the JSON, the blocks of the Liquid."""

from collections.abc import Iterator

from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import (
    DocumentParams,
    DocumentSymbol,
    FoldingRange,
    Range,
    Symbol,
)
from inbox_toolkit.liquid.syntax.nodes import Assign, Capture
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.liquid.syntax.visitor import walk_nodes
from inbox_toolkit.template.reader import mask
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue

_KINDS = {
    "object": Symbol.OBJECT,
    "array": Symbol.ARRAY,
    "string": Symbol.STRING,
    "number": Symbol.NUMBER,
    "literal": Symbol.CONSTANT,
    "opaque": Symbol.OBJECT,
}


def symbols(document: Document, _: DocumentParams) -> list[DocumentSymbol]:
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
                found.append(_symbol(node.name, Symbol.VARIABLE, area, area))
    return found


def _members(document: Document, value: JsonValue) -> Iterator[DocumentSymbol]:
    for member in value.members:
        whole = document.positions.range(
            type(member.key_span)(member.key_span.start, member.value.span.end)
        )
        symbol = _symbol(
            member.key, _KINDS[member.value.kind], whole, document.positions.range(member.key_span)
        )
        symbol["children"] = list(_members(document, member.value))
        yield symbol


def _symbol(name: str, kind: int, whole: Range, named: Range) -> DocumentSymbol:
    # VS Code takes no symbol without a name.
    return {"name": name or " ", "kind": kind, "range": whole, "selectionRange": named}


def folding(document: Document, _: DocumentParams) -> list[FoldingRange]:
    """Return the brackets and Liquid blocks that take more than a line."""
    text = normalize_delimiters(document.text)
    tokens = scan(text)[0]
    masked = mask(text, tokens)
    found: list[FoldingRange] = []
    for start, end in (*_brackets(masked), *_blocks(tokens)):
        first = document.positions.position(start)["line"]
        last = document.positions.position(end)["line"]
        if last > first:
            end_line = last - 1 if last - first > 1 else first
            found.append({"startLine": first, "endLine": end_line})
    return [one for one in found if one["endLine"] > one["startLine"]]


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
